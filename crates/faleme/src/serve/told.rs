//! Where the case lies on the server is told to its owner alone.

use super::desk::Desk;
use super::paths::plain;
use crate::answers::Answer;
use serde_json::Value;

impl Desk {
    /// What is told to those who ask: without the server's paths, unless they sit at it.
    pub fn told(&self, text: &str) -> String {
        if self.house.users.is_some() { plain(&self.dir, text) } else { text.to_owned() }
    }

    /// An answer without the server's paths, unless those who ask sit at it.
    pub fn plain(&self, mut answer: Answer) -> Answer {
        if self.house.users.is_some() {
            for name in ["lacks", "refused"] {
                answer.about.get_mut(name).into_iter().for_each(|value| self.plainly(value));
            }
            let issues = answer.parts.iter_mut().filter(|part| part.name == "issues");
            issues.flat_map(|part| &mut part.rows).for_each(|row| self.plainly(row));
        }
        answer
    }

    /// The same of every text in a value.
    pub fn plainly(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.told(text),
            Value::Array(all) => all.iter_mut().for_each(|value| self.plainly(value)),
            Value::Object(all) => all.values_mut().for_each(|value| self.plainly(value)),
            _ => {}
        }
    }
}
