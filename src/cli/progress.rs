//! A line on standard error while something takes long, gone when it is done.

use std::io::{self, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What takes no longer than this needs no word.
const PATIENCE: Duration = Duration::from_millis(500);

/// Something under way; over when it is dropped.
pub(super) struct Progress {
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Says nothing at all, where nobody looks.
    pub(super) fn silent() -> Self {
        Self { waiting: None }
    }

    /// Says what is under way once it has taken half a second.
    pub(super) fn told(what: &'static str) -> Self {
        let (sender, receiver) = channel();
        let thread = thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let mut err = io::stderr();
            let _ = write!(err, "{what}…").and_then(|()| err.flush());
            // Nothing is ever sent: this ends when the other side is gone.
            let _ = receiver.recv();
            let _ = write!(err, "\r\x1b[K").and_then(|()| err.flush());
        });
        Self {
            waiting: Some((sender, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.waiting.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}
