//! Which country has which colour: the same one in every picture.

use crate::data::subject::Subject;

/// Of everything that has no colour of its own.
pub(crate) const GREY: usize = 0;
/// Of the importer.
pub(crate) const IMPORTER: usize = 1;
/// Of the origin.
pub(crate) const ORIGIN: usize = 2;
/// Of the alternative.
pub(crate) const ALTERNATIVE: usize = 3;
/// Of others, in the order in which they are met.
const FREE: [usize; 5] = [4, 5, 6, 8, 9];

/// Colours given so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Colours {
    given: Vec<(String, usize)>,
    met: usize,
}

impl Colours {
    /// The colours of the subject's countries.
    pub(crate) fn of(subject: &Subject) -> Self {
        let roles = [
            (&subject.importer, IMPORTER),
            (&subject.origin, ORIGIN),
            (&subject.alternative, ALTERNATIVE),
        ];
        let given = roles
            .into_iter()
            .filter_map(|(id, colour)| Some((id.clone()?, colour)));
        Self {
            given: given.collect(),
            met: 0,
        }
    }

    /// The colour of a country; grey once there is none left.
    pub(crate) fn give(&mut self, id: &str) -> usize {
        if let Some((_, colour)) = self.given.iter().find(|(known, _)| known == id) {
            return *colour;
        }
        let colour = FREE.get(self.met).copied().unwrap_or(GREY);
        self.met += 1;
        self.given.push((id.to_owned(), colour));
        colour
    }
}
