//! The text of a record that nobody has written yet: its front matter and what stands below it.

use yaml_edit::ScalarValue;

use super::proof::{Wanted, holds};
use crate::model::change::NewValue;
use crate::text::front;

/// Front matter that holds exactly those fields in that order, above a body.
///
/// # Errors
/// The key of the first field that would not be read back as what it should be; of the first of all, where front matter
/// does not hold that much.
pub fn begin(fields: &[(String, NewValue)], body: &str) -> Result<String, String> {
    let mut text = "---\n".to_owned();
    for (key, value) in fields {
        let value = match value {
            NewValue::Scalar(text) => alone(text),
            NewValue::Number(number) => number.to_string(),
            NewValue::List(words) => {
                let words: Vec<String> = words.iter().map(|word| in_flow(word)).collect();
                format!("[{}]", words.join(", "))
            }
        };
        text.push_str(&format!("{}: {value}\n", alone(key)));
    }
    text.push_str("---\n");
    text.push_str(body);
    let read = front::read("", &text);
    let pairs = read.front.filter(|_| read.problems.is_empty());
    let lost = fields.iter().find(|(key, value)| {
        let held = pairs
            .as_ref()
            .map(|front| holds(front, key, &Wanted::of(value)));
        held != Some(true)
    });
    match lost {
        Some((key, _)) => Err(key.clone()),
        None => Ok(text),
    }
}

/// A scalar behind its key, quoted where YAML would read the bare text as something else.
fn alone(text: &str) -> String {
    ScalarValue::string(text).to_yaml_string()
}

/// A scalar between brackets, where a comma or a bracket ends one that is not quoted.
pub(super) fn in_flow(word: &str) -> String {
    if word.contains([',', '[', ']', '{', '}']) {
        ScalarValue::double_quoted(word).to_yaml_string()
    } else {
        alone(word)
    }
}
