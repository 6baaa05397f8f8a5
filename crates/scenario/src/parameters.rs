//! One definition per field: `parameters!` and `choices!` turn it into the struct, its reading with defaults, its range check,
//! its place in the catalogue and its text in `docs/reference/scenario.md`.
//!
//! A field is written as
//!
//! ```text
//! /// Utilisation in an ordinary year.
//! #[unit = "share", range = above(0.0, 1.0), fact = true]
//! base_utilisation_share: f64 = 0.9,
//! ```
//!
//! Without `= default` the field has to be given. `fact` means that its provenance is counted, `refers` which ids it may hold.

use std::fmt;

/// Targets that the calibration on 2007-2018 fits: they count as in-sample for everything it sets.
pub(crate) const FITTED: &[&str] = &[
    "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H12", "H13", "H14",
];

/// The same with Europe's dysprosium quotes of April 2025, from which the prior was read.
pub(crate) const FITTED_AND_R3: &[&str] = &[
    "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H12", "H13", "H14", "R3",
];

/// What is known about a field apart from its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meta {
    pub(crate) field: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) unit: &'static str,
    /// [`Range::ANY`] where every finite number will do.
    pub(crate) range: Range,
    pub(crate) source: &'static str,
    pub(crate) informed_by: &'static [&'static str],
    pub(crate) fact: bool,
    /// What the text of the field, or of its entries, names.
    pub(crate) refers: Option<To>,
    /// What the keys of the map name, outermost first.
    pub(crate) keys: &'static [To],
    pub(crate) kind: fn() -> String,
    pub(crate) default: Option<fn() -> String>,
}

impl Meta {
    /// The start of every definition: nothing known.
    pub(crate) const NONE: Self = Self {
        field: "",
        meaning: "",
        unit: "",
        range: Range::ANY,
        source: "",
        informed_by: &[],
        fact: false,
        refers: None,
        keys: &[],
        kind: String::new,
        default: None,
    };
}

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum To {
    /// The item itself: the text is its own name.
    Itself,
    /// A material that is an element.
    Element,
    Material,
    Stage,
    Good,
    Zone,
    Country,
    Recipe,
    /// A separation circuit of any recipe.
    Circuit,
    /// A mine or a refiner.
    Plant,
    Buyer,
    /// An agent, or a country for its users of the good.
    AgentOrCountry,
}

impl To {
    /// What the thing is called in a text.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Itself => "name",
            Self::Element => "element",
            Self::Material => "material",
            Self::Stage => "stage",
            Self::Good => "good",
            Self::Zone => "zone",
            Self::Country => "country",
            Self::Recipe => "recipe",
            Self::Circuit => "circuit",
            Self::Plant => "mine or refiner",
            Self::Buyer => "buyer",
            Self::AgentOrCountry => "agent or country",
        }
    }
}

/// The numbers that a field allows, both ends included unless `is_open` leaves out the lower one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lowest number allowed, in the field's unit.
    pub low: f64,
    /// Highest number allowed, in the field's unit.
    pub high: f64,
    /// Whether `low` itself is refused.
    pub is_open: bool,
}

impl Range {
    /// Every number, finite or not; what has this range is not checked against it.
    pub(crate) const ANY: Self = within(f64::NEG_INFINITY, f64::INFINITY);

    /// The range, unless it is that of everything.
    pub(crate) fn limited(self) -> Option<Self> {
        (self != Self::ANY).then_some(self)
    }

    /// Whether a number may stand in the field; never for NaN.
    pub fn allows(&self, number: f64) -> bool {
        let above_low = if self.is_open {
            number > self.low
        } else {
            number >= self.low
        };
        above_low && number <= self.high
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_open {
            write!(f, "above {} up to {}", plain(self.low), plain(self.high))
        } else {
            write!(f, "{} to {}", plain(self.low), plain(self.high))
        }
    }
}

/// A number as a person writes it: no long rows of zeros.
pub(crate) fn plain(number: f64) -> String {
    if number.abs() >= 1e7 && number.is_finite() {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

pub(crate) const fn within(low: f64, high: f64) -> Range {
    Range {
        low,
        high,
        is_open: false,
    }
}

pub(crate) const fn above(low: f64, high: f64) -> Range {
    Range {
        low,
        high,
        is_open: true,
    }
}

/// A table of the catalogue before its texts are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) section: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) metas: &'static [Meta],
}

/// The name of a field, read against the list of names that a struct allows.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    pub(crate) allowed: &'static [&'static str],
    pub(crate) are_variants: bool,
}

impl<'de> serde::de::DeserializeSeed<'de> for Names {
    type Value = &'static str;
    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<&'static str, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl serde::de::Visitor<'_> for Names {
    type Value = &'static str;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.are_variants {
            "the name of a variant"
        } else {
            "the name of a field"
        })
    }
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<&'static str, E> {
        self.allowed
            .iter()
            .copied()
            .find(|allowed| *allowed == name)
            .ok_or_else(|| {
                if self.are_variants {
                    E::unknown_variant(name, self.allowed)
                } else {
                    E::unknown_field(name, self.allowed)
                }
            })
    }
}

/// The value of a field that the file left out.
macro_rules! left_out {
    ($error:ty, $field:ident, $default:expr) => {
        $default
    };
    ($error:ty, $field:ident) => {
        return Err(<$error as serde::de::Error>::missing_field(stringify!(
            $field
        )))
    };
}

/// The default of a field as RON, for the catalogue.
macro_rules! default_text {
    ($type:ty, $default:expr) => {
        Some(|| {
            let default: $type = $default;
            $crate::read::write(&default)
        })
    };
    ($type:ty) => {
        None
    };
}

/// Reads named fields out of a map until it ends.
macro_rules! read_fields {
    ($map:ident, $access:ty, $names:expr, [$($make:tt)+], $($field:ident : $type:ty $(= $default:expr)?),*) => {{
        $(let mut $field: Option<$type> = None;)*
        while let Some(name) = $map.next_key_seed($names)? {
            match name {
                $(stringify!($field) => {
                    if $field.is_some() {
                        return Err(serde::de::Error::duplicate_field(stringify!($field)));
                    }
                    $field = Some($map.next_value()?);
                })*
                other => return Err(serde::de::Error::unknown_field(other, $names.allowed)),
            }
        }
        Ok($($make)+ {
            $($field: match $field {
                Some(value) => value,
                None => left_out!(<$access as serde::de::MapAccess<'de>>::Error, $field $(, $default)?),
            },)*
        })
    }};
}

/// The catalogue's part of a list of fields.
macro_rules! metas {
    ($(($($meaning:literal)+) [$unit:literal $(, $key:ident = $value:expr)*] $field:ident : $type:ty $(= $default:expr)?;)*) => {
        &[$($crate::parameters::Meta {
            field: stringify!($field),
            meaning: concat!($($meaning),+),
            unit: $unit,
            kind: <$type as $crate::value::Kind>::kind,
            default: default_text!($type $(, $default)?),
            $($key: $value,)*
            ..$crate::parameters::Meta::NONE
        },)*]
    };
}

/// Defines a struct of the scenario file.
macro_rules! parameters {
    // Where every field has a default, the struct has one too.
    (
        $(#[doc = $about:literal])+
        #[section = $section:literal, all_default]
        pub struct $name:ident {
            $($(#[doc = $meaning:literal])+ #[unit = $unit:literal $(, $key:ident = $value:expr)*]
            $field:ident : $type:ty = $default:expr,)*
        }
    ) => {
        parameters! {
            $(#[doc = $about])+
            #[section = $section]
            pub struct $name {
                $($(#[doc = $meaning])+ #[unit = $unit $(, $key = $value)*]
                $field : $type = $default,)*
            }
        }
        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }
    };
    (
        $(#[doc = $about:literal])+
        #[section = $section:literal]
        pub struct $name:ident {
            $($(#[doc = $meaning:literal])+ #[unit = $unit:literal $(, $key:ident = $value:expr)*]
            $field:ident : $type:ty $(= $default:expr)?,)*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name {
            $($(#[doc = $meaning])+ pub $field: $type,)*
        }

        impl $name {
            const NAMES: $crate::parameters::Names = $crate::parameters::Names {
                allowed: &[$(stringify!($field)),*],
                are_variants: false,
            };
            pub(crate) const BLOCKS: &'static [$crate::parameters::Block] = &[$crate::parameters::Block {
                section: $section,
                variant: "",
                meaning: concat!($($about),+),
                metas: metas! { $(($($meaning)+) [$unit $(, $key = $value)*] $field : $type $(= $default)?;)* },
            }];
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("the fields of `", stringify!($name), "` in parentheses"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        read_fields!(map, A, $name::NAMES, [$name], $($field : $type $(= $default)?),*)
                    }
                }
                deserializer.deserialize_struct(stringify!($name), Self::NAMES.allowed, Reader)
            }
        }

        impl $crate::value::Kind for $name {
            fn kind() -> String {
                concat!("`", stringify!($name), "`").to_owned()
            }
        }

        impl $crate::value::Value for $name {
            fn shape(&self) -> $crate::value::Shape<'_> {
                $crate::value::Shape::Record {
                    block: &Self::BLOCKS[0],
                    values: vec![$(&self.$field as &dyn $crate::value::Value),*],
                }
            }
            fn child_mut(&mut self, name: &str) -> Option<&mut dyn $crate::value::Value> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    _ => None,
                }
            }
            value_text!();
        }
    };
}

/// Defines an enum of the scenario file: each variant has named fields or none.
macro_rules! choices {
    (
        $(#[doc = $about:literal])+
        #[section = $section:literal $(, default = $default_variant:ident)?]
        pub enum $name:ident {
            $($(#[doc = $what:literal])+ $variant:ident $({
                $($(#[doc = $meaning:literal])+ #[unit = $unit:literal $(, $key:ident = $value:expr)*]
                $field:ident : $type:ty $(= $default:expr)?,)*
            })?,)*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub enum $name {
            $($(#[doc = $what])+ $variant $({
                $($(#[doc = $meaning])+ $field: $type,)*
            })?,)*
        }

        $(impl Default for $name {
            fn default() -> Self {
                Self::$default_variant
            }
        })?

        impl $name {
            const NAMES: $crate::parameters::Names = $crate::parameters::Names {
                allowed: &[$(stringify!($variant)),*],
                are_variants: true,
            };
            pub(crate) const BLOCKS: &'static [$crate::parameters::Block] = &[$($crate::parameters::Block {
                section: $section,
                variant: stringify!($variant),
                meaning: concat!($($what),+),
                metas: metas! { $($(($($meaning)+) [$unit $(, $key = $value)*] $field : $type $(= $default)?;)*)? },
            },)*];
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("a variant of `", stringify!($name), "`"))
                    }
                    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, access: A) -> Result<$name, A::Error> {
                        let (name, inside) = access.variant_seed($name::NAMES)?;
                        match name {
                            $(stringify!($variant) => {
                                const FIELDS: $crate::parameters::Names = $crate::parameters::Names {
                                    allowed: &[$($(stringify!($field)),*)?],
                                    are_variants: false,
                                };
                                struct Inside;
                                impl<'de> serde::de::Visitor<'de> for Inside {
                                    type Value = $name;
                                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                                        f.write_str(concat!("the fields of `", stringify!($variant), "` in parentheses"))
                                    }
                                    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<$name, M::Error> {
                                        read_fields!(map, M, FIELDS, [$name::$variant], $($($field : $type $(= $default)?),*)?)
                                    }
                                }
                                $crate::value::read_variant(inside, FIELDS.allowed, Inside)
                            })*
                            other => Err(serde::de::Error::unknown_variant(other, $name::NAMES.allowed)),
                        }
                    }
                }
                deserializer.deserialize_enum(stringify!($name), Self::NAMES.allowed, Reader)
            }
        }

        impl $crate::value::Kind for $name {
            fn kind() -> String {
                [$(concat!("`", stringify!($variant), "`")),*].join(" or ")
            }
        }

        impl $crate::value::Value for $name {
            fn shape(&self) -> $crate::value::Shape<'_> {
                let (variant, values): (&str, Vec<&dyn $crate::value::Value>) = match self {
                    $(Self::$variant { $($($field),*)? } => (stringify!($variant), vec![$($($field),*)?]),)*
                };
                $crate::value::Shape::record(Self::BLOCKS, variant, values)
            }
            fn child_mut(&mut self, name: &str) -> Option<&mut dyn $crate::value::Value> {
                match self {
                    $(Self::$variant { $($($field),*)? } => match name {
                        $($(stringify!($field) => Some($field),)*)?
                        _ => None,
                    },)*
                }
            }
            value_text!();
        }
    };
}
