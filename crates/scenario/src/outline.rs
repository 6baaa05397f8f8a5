//! Where the values of any RON file stand, for the faults of files that are no scenarios, such as plans of sweeps.

use crate::fault::Place;
use crate::spans::Span;

/// A RON text with the places of its fields.
#[derive(Clone, Debug)]
pub struct Outline {
    file: String,
    root: Span,
}

impl Outline {
    /// Scans a text that [`crate::read`] has accepted; `file` names it in places.
    ///
    /// ```
    /// let outline = scenario::Outline::scan("(\n  factors: [\n    (path: \"a\"),\n    (path: \"b\"),\n  ],\n)", "plan.ron");
    /// assert_eq!(outline.place(&["factors", "1", "path"]).to_string(), "plan.ron:4:12");
    /// assert_eq!(outline.place(&["seed"]).to_string(), "plan.ron");
    /// ```
    pub fn scan(text: &str, file: &str) -> Self {
        Self {
            file: file.to_owned(),
            root: Span::scan(text),
        }
    }

    /// The place of a value: names of fields and numbers of list items, from the outside.
    ///
    /// As far as the text has it; the whole file where it has nothing of it.
    pub fn place(&self, steps: &[&str]) -> Place {
        let mut here = &self.root;
        let mut is_found = false;
        for step in steps {
            let entry = here.entry(step).map(|entry| &entry.value);
            let item = || here.items().get(step.parse::<usize>().ok()?);
            let Some(inside) = entry.or_else(item) else {
                break;
            };
            here = inside;
            is_found = true;
        }
        if !is_found {
            return Place::whole(&self.file);
        }
        Place {
            file: self.file.clone(),
            line: here.spot.line,
            column: here.spot.column,
        }
    }
}
