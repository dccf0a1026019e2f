//! JSON, read piece by piece: long lists are handed on element by element, what nobody asks for is passed over.

use crate::refusal::{Place, Refusal};
use crate::source::Source;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A number that counts something; anything else is read as none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Number(pub(crate) Option<u64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, not negative and small enough, as asked before"
        )]
        let whole = |number: f64| (number.fract() == 0.0 && (0.0..9e15).contains(&number)).then_some(number as u64);
        Ok(Self(value.as_u64().or_else(|| value.as_f64().and_then(whole))))
    }
}

/// A text; a number or a truth value is taken as written, anything else is read as none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(pub(crate) Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(truth) => Some(truth.to_string()),
            _ => None,
        }))
    }
}

impl Text {
    /// What it says, cut to a limit.
    pub(crate) fn told(&self, limit: usize) -> Option<String> {
        crate::told(self.0.as_deref(), limit)
    }
}

/// Takes the elements of a list one by one.
struct Each<'a, T>(&'a mut dyn FnMut(T), PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Each<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element()? {
            (self.0)(element);
        }
        Ok(())
    }
}

/// Takes an object apart: one list element by element, a few fields, nothing else.
struct Fields<'a, T> {
    list: &'a str,
    each: &'a mut dyn FnMut(T),
    wanted: &'a [&'a str],
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<'_, T> {
    type Value = BTreeMap<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.list {
                if fields.contains_key(&key) {
                    return Err(serde::de::Error::custom(format!("`{key}` stands twice")));
                }
                map.next_value_seed(Each(&mut *self.each, PhantomData))?;
                fields.insert(key, Value::Null);
            } else if self.wanted.contains(&key.as_str()) {
                let value = map.next_value()?;
                fields.insert(key, value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if !fields.contains_key(self.list) {
            return Err(serde::de::Error::custom(format!("`{}` is missing", self.list)));
        }
        Ok(fields)
    }
}

/// Reads an object: the elements of `list` go to `each`, the fields that are `wanted` come back.
pub(crate) fn object<T: DeserializeOwned>(
    source: &mut Source<'_>,
    list: &str,
    wanted: &[&str],
    each: &mut dyn FnMut(T),
) -> Result<BTreeMap<String, Value>, Refusal> {
    let mut json = serde_json::Deserializer::from_reader(source);
    let fields = json.deserialize_map(Fields { list, each, wanted }).map_err(refusal)?;
    json.end().map_err(refusal)?;
    Ok(fields)
}

/// Reads a list, element by element.
pub(crate) fn list<T: DeserializeOwned>(source: &mut Source<'_>, each: &mut dyn FnMut(T)) -> Result<(), Refusal> {
    let mut json = serde_json::Deserializer::from_reader(source);
    Each(each, PhantomData).deserialize(&mut json).map_err(refusal)?;
    json.end().map_err(refusal)
}

fn refusal(error: serde_json::Error) -> Refusal {
    let place = Place { line: error.line() as u64, column: error.column() as u64 };
    let told = error.to_string();
    let reason = if error.is_eof() {
        "the file ends inside the JSON: it is not whole".to_owned()
    } else {
        told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason).to_owned()
    };
    if error.line() == 0 { Refusal::whole(reason) } else { Refusal::at(place, reason) }
}

/// What the outermost value of a text that may be cut looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Object,
    List,
    EmptyList,
}

/// The shape and the keys of the outermost object, or of the first object of the outermost list, as far as the beginning of a text shows them.
pub(crate) fn keys(head: &[u8]) -> Option<(Shape, Vec<String>)> {
    let mut bytes = head.iter().copied().enumerate().skip_while(|(_, byte)| byte.is_ascii_whitespace()).peekable();
    let shape = match bytes.next()?.1 {
        b'{' => Shape::Object,
        b'[' => Shape::List,
        _ => return None,
    };
    let level = if shape == Shape::Object { 1 } else { 2 };
    let (mut depth, mut keys, mut any) = (1_usize, Vec::new(), false);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 || (level == 2 && depth == 1) {
                    break;
                }
            }
            b'"' => {
                let mut end = None;
                while let Some((at, byte)) = bytes.next() {
                    match byte {
                        b'\\' => {
                            bytes.next();
                        }
                        b'"' => {
                            end = Some(at);
                            break;
                        }
                        _ => {}
                    }
                }
                let Some(end) = end else { break };
                while bytes.peek().is_some_and(|(_, byte)| byte.is_ascii_whitespace()) {
                    bytes.next();
                }
                if depth == level && bytes.peek().is_some_and(|(_, byte)| *byte == b':') {
                    keys.push(String::from_utf8_lossy(&head[at + 1..end]).into_owned());
                }
            }
            _ => {}
        }
        any |= !byte.is_ascii_whitespace();
    }
    let shape = if shape == Shape::List && !any && memchr::memchr(b']', head).is_some() { Shape::EmptyList } else { shape };
    Some((shape, keys))
}
