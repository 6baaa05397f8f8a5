//! Lessons: what a class does, step by step, and what the model must do for the guide to be true.
//!
//! A lesson is a folder `lessons/NN_name/` with `lesson.ron` (steps), `guide.md` (for the teacher), `worksheet.md` (for the
//! class), `quiz.ron` (five questions) and `expect.ron` (what the runs of the lesson show, asserted by the tests).

mod expectation;

use serde::{Deserialize, Serialize};

use crate::league::League;
use crate::spec::Spec;
pub use expectation::{Expectation, Found};

/// A lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Name of its folder.
    pub id: String,
    /// Title.
    pub title: String,
    /// What a student can do afterwards.
    pub goal: String,
    /// World that it is played in.
    pub world: String,
    /// How long [minutes].
    pub minutes: u32,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// The league of rules, where the lesson has one.
    #[serde(default)]
    pub league: Option<League>,
    /// Questions before and after.
    #[serde(default)]
    pub quiz: Vec<Question>,
}

/// One step of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Title.
    pub title: String,
    /// What to do, in plain words.
    pub text: String,
    /// How long [minutes].
    pub minutes: u32,
    /// The run to begin with; that of the step before when left out.
    #[serde(default)]
    pub run: Option<Spec>,
    /// Levers that are shown; none hides both panels.
    #[serde(default)]
    pub levers: Vec<String>,
    /// Whether the league is shown.
    #[serde(default)]
    pub shows_league: bool,
    /// Something to guess before it is shown.
    #[serde(default)]
    pub predict: Option<Predict>,
}

/// Something to guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predict {
    /// The question.
    pub question: String,
    /// What can be picked.
    pub options: Vec<String>,
    /// What the model does, told after a pick.
    pub reveal: String,
}

/// A question of a quiz.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub question: String,
    /// Answers to choose from.
    pub options: Vec<String>,
    /// Which one is right, from 0.
    pub right: usize,
    /// Why.
    pub because: String,
}

/// Name of a lesson, its steps, its quiz and its expectations as text.
type Texts = (&'static str, &'static str, &'static str, &'static str);

const LESSONS: &[Texts] = &[
    (
        "01_two_prices",
        include_str!("../../../lessons/01_two_prices/lesson.ron"),
        include_str!("../../../lessons/01_two_prices/quiz.ron"),
        include_str!("../../../lessons/01_two_prices/expect.ron"),
    ),
    (
        "02_open_the_reserve",
        include_str!("../../../lessons/02_open_the_reserve/lesson.ron"),
        include_str!("../../../lessons/02_open_the_reserve/quiz.ron"),
        include_str!("../../../lessons/02_open_the_reserve/expect.ron"),
    ),
    (
        "03_three_capitals",
        include_str!("../../../lessons/03_three_capitals/lesson.ron"),
        include_str!("../../../lessons/03_three_capitals/quiz.ron"),
        include_str!("../../../lessons/03_three_capitals/expect.ron"),
    ),
];

/// The lessons that come with the program, in order. The tests read every one, so none is left out.
pub fn lessons() -> Vec<Lesson> {
    let read = |(id, lesson, quiz, _): &Texts| {
        let lesson: Lesson = scenario::read(lesson, id).ok()?;
        let quiz = scenario::read(quiz, id).ok()?;
        Some(Lesson { quiz, ..lesson })
    };
    LESSONS.iter().filter_map(read).collect()
}

/// What each lesson says about its runs, with the name of the lesson.
pub fn expectations() -> Vec<(&'static str, Vec<Expectation>)> {
    let read = |(id, _, _, expect): &Texts| Some((*id, scenario::read(expect, id).ok()?));
    LESSONS.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Lab;

    #[test]
    fn every_lesson_is_read_whole() {
        for (id, lesson, quiz, expect) in LESSONS {
            let lesson =
                scenario::read::<Lesson>(lesson, id).unwrap_or_else(|fault| panic!("{fault}"));
            assert_eq!(lesson.id, *id);
            scenario::read::<Vec<Question>>(quiz, id).unwrap_or_else(|fault| panic!("{fault}"));
            scenario::read::<Vec<Expectation>>(expect, id)
                .unwrap_or_else(|fault| panic!("{fault}"));
        }
        assert_eq!(
            (lessons().len(), expectations().len()),
            (LESSONS.len(), LESSONS.len())
        );
    }

    #[test]
    fn every_run_and_lever_of_a_lesson_is_in_its_world_and_the_minutes_add_up() {
        let labs = Lab::shipped();
        for lesson in lessons() {
            let lab = labs.iter().find(|lab| lab.name == lesson.world).unwrap();
            for step in &lesson.steps {
                for id in &step.levers {
                    assert!(
                        lab.levers().iter().any(|lever| lever.id == *id),
                        "{}: {id}",
                        lesson.id
                    );
                }
                if let Some(run) = &step.run {
                    assert_eq!(run.world, lesson.world);
                    lab.scenario(run).unwrap();
                }
            }
            // The rest is for the exit ticket: the five questions.
            let told: u32 = lesson.steps.iter().map(|step| step.minutes).sum();
            assert!(
                told < lesson.minutes && lesson.minutes - told <= 10,
                "{}: {told}",
                lesson.id
            );
        }
    }

    #[test]
    fn every_quiz_has_five_questions_with_a_right_answer() {
        for lesson in lessons() {
            assert_eq!(lesson.quiz.len(), 5, "{}", lesson.id);
            for question in &lesson.quiz {
                assert!(
                    question.right < question.options.len(),
                    "{}",
                    question.question
                );
            }
        }
    }
}
