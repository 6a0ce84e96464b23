//! Whether somebody's key signed a commit, told in process: SSH signatures as git makes them.

use ssh_key::{PublicKey, SshSig};

/// What git signs for.
const NAMESPACE: &str = "git";

/// Whether one of those public keys made a signature over a payload; keys as `ssh-ed25519 AAAA…`, the signature as the
/// commit has it. Keys that cannot be read, and signatures of other tools, are nobody's.
#[must_use]
pub fn is_signed_by(keys: &[String], signature: &str, payload: &[u8]) -> bool {
    let Ok(signature) = signature.parse::<SshSig>() else {
        return false;
    };
    let mut keys = keys
        .iter()
        .filter_map(|key| key.trim().parse::<PublicKey>().ok());
    keys.any(|key| key.verify(NAMESPACE, payload, &signature).is_ok())
}
