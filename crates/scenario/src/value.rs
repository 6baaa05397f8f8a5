//! Any value of a scenario seen as numbers, texts, lists, maps and records: what walking, setting, comparing and describing share.

use std::collections::BTreeMap;

use serde::de::{VariantAccess, Visitor, value::MapDeserializer};
use units::Date;

use crate::parameters::{Block, Meta};

/// What a value is made of.
pub(crate) enum Shape<'a> {
    Number(f64),
    Whole(u64),
    Flag,
    Text(&'a str),
    Day,
    /// An optional value that is not given.
    Absent,
    List(Vec<&'a dyn Value>),
    Map(Vec<(&'a str, &'a dyn Value)>),
    /// A struct, or the variant of an enum: `values` in the order of `block.metas`.
    Record {
        block: &'static Block,
        values: Vec<&'a dyn Value>,
    },
}

impl<'a> Shape<'a> {
    /// The record of the named variant.
    pub(crate) fn record(
        blocks: &'static [Block],
        variant: &str,
        values: Vec<&'a dyn Value>,
    ) -> Self {
        match blocks.iter().find(|block| block.variant == variant) {
            Some(block) => Self::Record { block, values },
            None => Self::Absent,
        }
    }

    /// The fields of a record; empty for anything else.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static Meta, &'a dyn Value)> + '_ {
        let (metas, values): (&'static [Meta], &[&'a dyn Value]) = match self {
            Self::Record { block, values } => (block.metas, values),
            _ => (&[], &[]),
        };
        metas.iter().zip(values.iter().copied())
    }
}

/// A value that can be looked into, and replaced by RON text.
pub(crate) trait Value {
    fn shape(&self) -> Shape<'_>;
    /// The field, map entry or list item of that name.
    fn child_mut(&mut self, name: &str) -> Option<&mut dyn Value>;
    /// Puts a new entry into a map of simple values.
    fn insert(&mut self, _key: &str, _text: &str) -> Option<Result<(), ron::error::SpannedError>> {
        None
    }
    fn replace(&mut self, text: &str) -> Result<(), ron::error::SpannedError>;
    fn text(&self) -> String;
}

/// What a field of the type holds, in words.
pub(crate) trait Kind {
    fn kind() -> String;
}

/// `replace` and `text` by way of serde.
macro_rules! value_text {
    () => {
        fn replace(&mut self, text: &str) -> Result<(), ron::error::SpannedError> {
            *self = $crate::read::options().from_str(text)?;
            Ok(())
        }
        fn text(&self) -> String {
            $crate::read::write(self)
        }
    };
}

macro_rules! simple {
    ($($type:ty, $kind:literal, $shape:expr;)*) => {
        $(impl Value for $type {
            fn shape(&self) -> Shape<'_> {
                let shape: fn(&$type) -> Shape<'_> = $shape;
                shape(self)
            }
            fn child_mut(&mut self, _name: &str) -> Option<&mut dyn Value> {
                None
            }
            value_text!();
        }
        impl Kind for $type {
            fn kind() -> String {
                $kind.to_owned()
            }
        })*
    };
}

simple! {
    f64, "number", |number| Shape::Number(*number);
    u16, "whole number", |number| Shape::Whole(u64::from(*number));
    u32, "whole number", |number| Shape::Whole(u64::from(*number));
    u64, "whole number", |number| Shape::Whole(*number);
    bool, "`true` or `false`", |_| Shape::Flag;
    String, "text", |text| Shape::Text(text);
    Date, "date", |_| Shape::Day;
    (f64, f64), "`(low, high)`", |(low, high)| Shape::List(vec![low, high]);
}

impl<T: Value + Kind + serde::Serialize + serde::de::DeserializeOwned> Value for Option<T> {
    fn shape(&self) -> Shape<'_> {
        self.as_ref().map_or(Shape::Absent, Value::shape)
    }
    fn child_mut(&mut self, name: &str) -> Option<&mut dyn Value> {
        self.as_mut().and_then(|inside| inside.child_mut(name))
    }
    value_text!();
}

impl<T: Kind> Kind for Option<T> {
    fn kind() -> String {
        format!("{}, or none", T::kind())
    }
}

impl<T: Value + serde::Serialize + serde::de::DeserializeOwned> Value for Vec<T> {
    fn shape(&self) -> Shape<'_> {
        Shape::List(self.iter().map(|item| item as &dyn Value).collect())
    }
    fn child_mut(&mut self, name: &str) -> Option<&mut dyn Value> {
        self.iter_mut()
            .find(|item| name_of(*item).as_deref() == Some(name))
            .map(|item| item as &mut dyn Value)
    }
    value_text!();
}

impl<T: Kind> Kind for Vec<T> {
    fn kind() -> String {
        format!("list of {}", T::kind())
    }
}

impl<T: Value + serde::Serialize + serde::de::DeserializeOwned> Value for BTreeMap<String, T> {
    fn shape(&self) -> Shape<'_> {
        Shape::Map(
            self.iter()
                .map(|(key, item)| (key.as_str(), item as &dyn Value))
                .collect(),
        )
    }
    fn child_mut(&mut self, name: &str) -> Option<&mut dyn Value> {
        self.get_mut(name).map(|item| item as &mut dyn Value)
    }
    fn insert(&mut self, key: &str, text: &str) -> Option<Result<(), ron::error::SpannedError>> {
        let item = crate::read::options().from_str::<T>(text);
        Some(item.map(|item| {
            self.insert(key.to_owned(), item);
        }))
    }
    value_text!();
}

impl<T: Kind> Kind for BTreeMap<String, T> {
    fn kind() -> String {
        format!("map of {}", T::kind())
    }
}

/// The name of a list item in paths: its `id`, or `from_to` for what lies between two places.
pub(crate) fn name_of(item: &dyn Value) -> Option<String> {
    let shape = item.shape();
    let text = |wanted: &str| {
        shape
            .fields()
            .find_map(|(meta, value)| match value.shape() {
                Shape::Text(text) if meta.field == wanted => Some(text.to_owned()),
                _ => None,
            })
    };
    text("id").or_else(|| Some(format!("{}_{}", text("from")?, text("to")?)))
}

/// What lies directly below a value, by name; the field's facts where it is a field.
pub(crate) fn children(value: &dyn Value) -> Vec<(String, Option<&'static Meta>, &dyn Value)> {
    let shape = value.shape();
    match &shape {
        Shape::Record { .. } => shape
            .fields()
            .map(|(meta, value)| (meta.field.to_owned(), Some(meta), value))
            .collect(),
        Shape::List(items) => items
            .iter()
            .filter_map(|item| Some((name_of(*item)?, None, *item)))
            .collect(),
        Shape::Map(entries) => entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), None, *value))
            .collect(),
        _ => Vec::new(),
    }
}

/// A number, text or flag at the end of a path.
pub(crate) struct Leaf<'a> {
    pub(crate) path: &'a str,
    pub(crate) meta: &'static Meta,
    /// How many map keys lie between the field and the value.
    pub(crate) depth: usize,
    pub(crate) value: &'a dyn Value,
    /// Where the leaf is the key of a map entry, the key; then `value` is the entry.
    pub(crate) key: Option<&'a str>,
}

/// Shows every leaf and every map key below `value`, in the order of the definitions.
pub(crate) fn walk(
    value: &dyn Value,
    path: &mut String,
    meta: &'static Meta,
    see: &mut dyn FnMut(Leaf<'_>),
) {
    walk_at(value, path, meta, 0, see);
}

fn walk_at(
    value: &dyn Value,
    path: &mut String,
    meta: &'static Meta,
    depth: usize,
    see: &mut dyn FnMut(Leaf<'_>),
) {
    let shape = value.shape();
    match &shape {
        Shape::Record { .. } => {
            for (meta, inside) in shape.fields() {
                step(path, meta.field, |path| {
                    walk_at(inside, path, meta, 0, see);
                });
            }
        }
        Shape::List(items) => {
            for item in items {
                match name_of(*item) {
                    Some(name) => step(path, &name, |path| walk_at(*item, path, meta, depth, see)),
                    None => walk_at(*item, path, meta, depth, see),
                }
            }
        }
        Shape::Map(entries) => {
            for (key, item) in entries {
                step(path, key, |path| {
                    see(Leaf {
                        path,
                        meta,
                        depth,
                        value: *item,
                        key: Some(key),
                    });
                    walk_at(*item, path, meta, depth + 1, see);
                });
            }
        }
        _ => see(Leaf {
            path,
            meta,
            depth,
            value,
            key: None,
        }),
    }
}

fn step(path: &mut String, name: &str, inside: impl FnOnce(&mut String)) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(name);
    inside(path);
    path.truncate(length);
}

/// Reads the inside of a variant: its fields, or nothing where it has none.
pub(crate) fn read_variant<'de, A: VariantAccess<'de>, V: Visitor<'de>>(
    inside: A,
    fields: &'static [&'static str],
    visitor: V,
) -> Result<V::Value, A::Error> {
    if fields.is_empty() {
        inside.unit_variant()?;
        let nothing = std::iter::empty::<(&str, &str)>();
        return visitor.visit_map(MapDeserializer::new(nothing));
    }
    inside.struct_variant(fields, visitor)
}
