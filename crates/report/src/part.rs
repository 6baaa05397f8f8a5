//! The parts of a page, each in a file of its own: data in, a heading and markup out, or nothing where there is nothing
//! to say.

pub(crate) mod choices;
pub(crate) mod comparison;
pub(crate) mod embargo;
pub(crate) mod events;
pub(crate) mod factors;
pub(crate) mod flows;
pub(crate) mod founding;
pub(crate) mod hindcast;
pub(crate) mod leverage;
pub(crate) mod opening;
pub(crate) mod prices;
pub(crate) mod projects;
pub(crate) mod reserves;
pub(crate) mod supply;

use std::borrow::Cow;

use maud::Markup;

/// A part of a page.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its id in the page.
    pub(crate) id: Cow<'static, str>,
    /// Its heading.
    pub(crate) title: String,
    /// What it says.
    pub(crate) body: Markup,
}

impl Part {
    /// A part under a heading.
    pub(crate) fn new(id: impl Into<Cow<'static, str>>, title: &str, body: Markup) -> Self {
        Self {
            id: id.into(),
            title: title.to_owned(),
            body,
        }
    }
}
