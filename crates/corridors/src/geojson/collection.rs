//! The members of a collection of features, one after another: a large file is never held as a whole.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// Calls `feature` for each feature with its number from 1, `other` for each other member with its name. Gives back how
/// many features there were.
pub(super) fn each(
    text: &str,
    feature: impl FnMut(usize, &Value),
    other: impl FnMut(&str, Value),
) -> Result<usize, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let count = Collection { feature, other }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(count)
}

struct Collection<F, O> {
    feature: F,
    other: O,
}

impl<'de, F: FnMut(usize, &Value), O: FnMut(&str, Value)> DeserializeSeed<'de> for Collection<F, O> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(usize, &Value), O: FnMut(&str, Value)> Visitor<'de> for Collection<F, O> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection of features")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<usize, A::Error> {
        let mut count = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => count = Some(map.next_value_seed(Features(&mut self.feature))?),
                "release" | "licence" | "crs" => (self.other)(&key, map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        count.ok_or_else(|| A::Error::missing_field("features"))
    }
}

struct Features<'a, F>(&'a mut F);

impl<'de, F: FnMut(usize, &Value)> DeserializeSeed<'de> for Features<'_, F> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(usize, &Value)> Visitor<'de> for Features<'_, F> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while let Some(feature) = list.next_element::<Value>()? {
            count += 1;
            (self.0)(count, &feature);
        }
        Ok(count)
    }
}
