//! Names as numbers, so that a run is kept without its texts.

/// The number of a name.
pub(crate) type Id = u16;

/// Names in the order in which they were first met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    /// The number of a name; a new one where it is not known yet.
    pub(crate) fn id(&mut self, name: &str) -> Id {
        if let Some(id) = self.find(name) {
            return id;
        }
        self.0.push(name.to_owned());
        (self.0.len() - 1) as Id
    }

    /// The number of a name that is probably the same as the last one in its place.
    pub(crate) fn id_near(&mut self, name: &str, last: &mut Id) -> Id {
        if self.name(*last) != name {
            *last = self.id(name);
        }
        *last
    }

    /// The name of a number.
    pub(crate) fn name(&self, id: Id) -> &str {
        self.0.get(usize::from(id)).map_or("", String::as_str)
    }

    /// The number of a known name.
    pub(crate) fn find(&self, name: &str) -> Option<Id> {
        // Few names, so a list is faster than a tree.
        self.0
            .iter()
            .position(|known| known == name)
            .map(|at| at as Id)
    }
}

/// A filter on names: any, one, or one that nothing has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Filter {
    Any,
    One(Id),
    Nothing,
}

impl Filter {
    /// An empty text passes everything.
    pub(crate) fn new(names: &Names, name: &str) -> Self {
        if name.is_empty() {
            return Self::Any;
        }
        names.find(name).map_or(Self::Nothing, Self::One)
    }

    pub(crate) fn passes(self, id: Id) -> bool {
        match self {
            Self::Any => true,
            Self::One(wanted) => wanted == id,
            Self::Nothing => false,
        }
    }
}
