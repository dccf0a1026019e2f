//! JSON, read piece by piece: long lists are handed on element by element, what nobody asks for is passed over.

use crate::refusal::{Place, Refusal};
use crate::source::Source;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A number that counts something; anything else is read as none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Number(pub(crate) Option<u64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match deserializer.deserialize_any(Leaf)? {
            Held::Count(count) => Self(Some(count)),
            Held::Text(_) | Held::Other => Self(None),
        })
    }
}

/// A text; a number or a truth value is taken as written, anything else is read as none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(pub(crate) Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match deserializer.deserialize_any(Leaf)? {
            Held::Count(count) => Self(Some(count.to_string())),
            Held::Text(text) => Self(Some(text)),
            Held::Other => Self(None),
        })
    }
}

impl Text {
    /// What it says, cut to a limit.
    pub(crate) fn told(&self, limit: usize) -> Option<String> {
        crate::told(self.0.as_deref(), limit)
    }
}

/// Counts in little room: those too large are as good as the largest, those that are none are told apart.
#[derive(Default)]
pub(crate) struct Counts(Vec<u32>);

const NULL: u32 = u32::MAX;
const ODD: u32 = u32::MAX - 1;

/// One of [`Counts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// A count.
    Of(u32),
    /// `null`.
    Null,
    /// Something else.
    Odd,
}

impl Counts {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Count> {
        self.0.iter().map(|count| match *count {
            NULL => Count::Null,
            ODD => Count::Odd,
            count => Count::Of(count),
        })
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut counts = Vec::new();
        let mut each = |count: Option<Number>| {
            counts.push(match count {
                None => NULL,
                Some(Number(None)) => ODD,
                Some(Number(Some(count))) => u32::try_from(count).unwrap_or(ODD - 1).min(ODD - 1),
            });
        };
        Each(&mut each, PhantomData).deserialize(deserializer)?;
        Ok(Self(counts))
    }
}

/// A list that holds no more than so many elements.
pub(crate) fn bounded<'de, D: Deserializer<'de>, T: Deserialize<'de>, const MOST: usize>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Bounded<T, const MOST: usize>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Bounded<T, MOST> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_unit<E>(self) -> Result<Vec<T>, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
            let mut elements = Vec::new();
            while let Some(element) = list.next_element()? {
                if elements.len() == MOST {
                    return Err(serde::de::Error::custom(format!("a list has more than {MOST} elements")));
                }
                elements.push(element);
            }
            Ok(elements)
        }
    }

    deserializer.deserialize_any(Bounded::<T, MOST>(PhantomData))
}

/// What a value holds, if it is no list and no object.
enum Held {
    Count(u64),
    Text(String),
    Other,
}

/// Takes one value; of a list or an object nothing is kept.
struct Leaf;

impl<'de> Visitor<'de> for Leaf {
    type Value = Held;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_u64<E>(self, number: u64) -> Result<Held, E> {
        Ok(Held::Count(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Held, E> {
        Ok(Held::Text(number.to_string()))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not negative and small enough, as asked before")]
    fn visit_f64<E>(self, number: f64) -> Result<Held, E> {
        let whole = number.fract() == 0.0 && (0.0..9e15).contains(&number);
        Ok(if whole { Held::Count(number as u64) } else { Held::Text(number.to_string()) })
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Held, E> {
        Ok(Held::Text(truth.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Held, E> {
        Ok(Held::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Held, E> {
        Ok(Held::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Held, E> {
        Ok(Held::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Held, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Held, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
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
    type Value = BTreeMap<String, Text>;

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
                fields.insert(key, Text(None));
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
) -> Result<BTreeMap<String, Text>, Refusal> {
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
