//! Reasons: what in the journal lay behind what a government chooses.

use super::desk::{Desk, Office};
use crate::journal::{Journal, Memo, Reach, Role};

/// Whether an entry is an earlier choice of the same desk.
fn is_own_choice(memo: &Memo, office: &Office, desk: &Desk) -> bool {
    memo.role == Role::Choice
        && memo.countries.first() == Some(&office.country)
        && memo.is_about(&desk.goods)
}

/// Behind a choice: tension with a target that moved, then what others imposed, then the desk's own choice before.
pub(super) fn behind_choice(office: &Office, desk: &Desk, journal: &Journal) -> Vec<u64> {
    let last = journal.recall(Reach::News, |memo| {
        is_own_choice(memo, office, desk).then_some(0)
    });
    journal.recall(Reach::News, |memo| {
        let is_party = memo.countries.contains(&office.country);
        let is_target = |country| office.targets.contains(country);
        match memo.role {
            Role::Strain | Role::Thaw => {
                (is_party && memo.countries.iter().any(is_target)).then_some(0)
            }
            Role::Curb | Role::ImportDuty => memo.reaches(office.country).then_some(1),
            Role::Choice => (last.first() == Some(&memo.id)).then_some(2),
            _ => None,
        }
    })
}

/// Behind a concession: the curb that brought it, with the choice behind that.
pub(super) fn behind_concession(office: &Office, desk: &Desk, journal: &Journal) -> Vec<u64> {
    journal.recall(Reach::Standing, |memo| {
        let is_curb = memo.role == Role::Curb && memo.countries.first() == Some(&office.country);
        (is_curb && memo.is_about(&desk.goods)).then_some(0)
    })
}

/// Behind taking over: the dated controls about the desk's goods.
pub(super) fn behind_takeover(office: &Office, desk: &Desk, journal: &Journal) -> Vec<u64> {
    behind_concession(office, desk, journal)
}
