//! Answers to an embargo, which an experiment may take away one by one to see what each is worth.

use crate::place::CountryIndex;
use serde::{Deserialize, Serialize};

/// What softens an embargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Inputs that the target's users and makers hold above a week of need.
    PrivateStock,
    /// The target's own strategic stock.
    PublicStock,
    /// Strategic stocks of others that serve the target.
    AllyRelease,
    /// Saving, substitutes, and demand that falls with the price, everywhere.
    Substitution,
    /// Other suppliers, everywhere: portfolios, qualification, investment, expansion and utilisation.
    AlternativeSupply,
    /// Smuggling and resale.
    Leakage,
}

impl Answer {
    /// All answers, in order.
    pub const ALL: [Self; 6] = [
        Self::PrivateStock,
        Self::PublicStock,
        Self::AllyRelease,
        Self::Substitution,
        Self::AlternativeSupply,
        Self::Leakage,
    ];

    /// The answer of a name in tables.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }

    /// Its name in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::PrivateStock => "private_stock",
            Self::PublicStock => "public_stock",
            Self::AllyRelease => "ally_release",
            Self::Substitution => "substitution",
            Self::AlternativeSupply => "alternative_supply",
            Self::Leakage => "leakage",
        }
    }
}

/// What has been taken away from a world that no switch of the scenario says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Withheld {
    /// The country that gets nothing from its own strategic stock.
    pub(crate) public_stock: Option<CountryIndex>,
    /// The country that gets nothing from those of others.
    pub(crate) ally_release: Option<CountryIndex>,
    /// Whether nobody tests new suppliers.
    pub(crate) qualification: bool,
}

impl Withheld {
    /// Whether a strategic stock of one country may not serve another.
    pub(crate) fn bars(&self, owner: CountryIndex, served: CountryIndex) -> bool {
        let barred = if owner == served {
            self.public_stock
        } else {
            self.ally_release
        };
        barred == Some(served)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_and_foreign_stocks_are_barred_apart() {
        let own = Withheld {
            public_stock: Some(1),
            ..Withheld::default()
        };
        assert!(own.bars(1, 1) && !own.bars(2, 1) && !own.bars(2, 2));
        let foreign = Withheld {
            ally_release: Some(1),
            ..Withheld::default()
        };
        assert!(foreign.bars(2, 1) && !foreign.bars(1, 1) && !foreign.bars(2, 2));
    }
}
