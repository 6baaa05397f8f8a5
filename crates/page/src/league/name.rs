//! Names of teams, made up by the program: nobody types one.

use serde::Serialize;

const COLOURS: [&str; 8] = [
    "red", "blue", "green", "orange", "violet", "teal", "brown", "pink",
];
const SHAPES: [&str; 8] = [
    "circle", "square", "triangle", "star", "diamond", "cross", "moon", "drop",
];

/// A team: a colour and a shape, by the names of their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Team {
    /// Colour.
    pub colour: &'static str,
    /// Shape.
    pub shape: &'static str,
}

impl Team {
    /// The team of a number; those of 64 numbers in a row differ, and neighbours differ in both.
    pub(crate) fn of(number: usize) -> Self {
        let (round, at) = (number / COLOURS.len(), number % COLOURS.len());
        Self {
            colour: COLOURS[at],
            shape: SHAPES[(at + round) % SHAPES.len()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_four_teams_have_names_of_their_own() {
        let teams: Vec<Team> = (0..64).map(Team::of).collect();
        for (at, team) in teams.iter().enumerate() {
            assert!(!teams[..at].contains(team), "{team:?}");
        }
        assert_ne!(teams[0].colour, teams[1].colour);
        assert_ne!(teams[0].shape, teams[1].shape);
    }
}
