//! `monazite leverage`: what an embargo would cost each side, measured on forks of a running world.

mod json;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::report::Brief;
use leverage::{Case, Question, Summary, Wanted, against, measure, weeks_of_work};
use model::Answer;
use output::{Change, Compared, FolderWriter, Manifest};
use scenario::Loaded;
use units::Date;

use crate::progress::Progress;
use crate::report::quoted;
use crate::stop::Stop;
use crate::threads::Threads;
use crate::worlds::{ParameterSets, Worlds};
use crate::{guard, input, interrupt, screen};

/// What stands for every answer on the command line.
const ALL_ANSWERS: &str = "all";

/// Measure what an embargo would cost each side: the leverage curve, how long the target lasts, and why
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Arguments {
    /// Scenario file
    #[arg(value_name = "SCENARIO.ron")]
    scenario: PathBuf,
    /// Country that stops its exports
    #[arg(long, value_name = "COUNTRY")]
    imposer: String,
    /// Country that they no longer go to
    #[arg(long, value_name = "COUNTRY")]
    target: String,
    /// Embargo only this material and what contains it [default: all goods]
    #[arg(long, value_name = "MATERIAL")]
    material: Option<String>,
    /// Day of the embargo [default: 52 weeks after the start]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    at: Option<Date>,
    /// Weeks after which costs are told
    #[arg(long, value_delimiter = ',', default_values_t = [4, 13, 26, 52, 104], value_parser = clap::value_parser!(u32).range(1..=1040))]
    horizons: Vec<u32>,
    /// Part of ordinary purchases that is refused; below 1 by licences instead of a ban
    #[arg(long, default_value_t = 1.0, value_parser = share)]
    share: f64,
    /// Take these answers away from both forks, so that nothing softens the embargo by them; `all` for none left
    #[arg(long, value_name = "ANSWER", value_delimiter = ',', value_parser = answers(), conflicts_with = "attribution")]
    without: Vec<String>,
    /// Number of replicates, each a pair of forks
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed of the random streams [default: the scenario's]
    #[arg(long)]
    seed: Option<u64>,
    /// Set a parameter to a value, written as in the scenario file; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = super::run::change)]
    set: Vec<Change>,
    #[command(flatten)]
    sets: ParameterSets,
    /// Ask the same of a second scenario on the same luck, and tell the difference
    #[arg(long, value_name = "SCENARIO.ron")]
    against: Option<PathBuf>,
    /// Also share the cost avoided among stocks, allies, substitution, other suppliers and leakage: 64 pairs of forks
    #[arg(long)]
    attribution: bool,
    /// Also begin the embargo later, year by year, and tell when its cost has halved
    #[arg(long)]
    half_life: bool,
    /// Also embargo each good alone and tell which is the weakest link
    #[arg(long)]
    weakest: bool,
    /// Folder of the results [default: outputs/leverage_<scenario>_<imposer>_<target>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
    /// Replace results of another scenario, question or seed
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    threads: Threads,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| error.to_string())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("allowed are numbers above 0 up to 1".to_owned()),
    }
}

/// Names of the answers that may be taken away.
fn answers() -> Vec<&'static str> {
    let words = Answer::ALL.into_iter().map(Answer::word);
    words.chain([ALL_ANSWERS]).collect()
}

/// The answers that were named, in their own order.
fn without(arguments: &Arguments) -> Vec<Answer> {
    let named = |word: &str| arguments.without.iter().any(|it| it == word);
    let wanted = |answer: &Answer| named(ALL_ANSWERS) || named(answer.word());
    Answer::ALL.into_iter().filter(wanted).collect()
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let loaded = load(&arguments.scenario, arguments)?;
    let seed = arguments.seed.unwrap_or(loaded.scenario.clock.seed);
    let case = Case::new(&loaded.scenario, &question(arguments), seed)?;
    let other = arguments.against.as_deref();
    let other = other.map(|path| load(path, arguments)).transpose()?;
    let other_case = other
        .as_ref()
        .map(|other| second_case(&case, other, arguments, seed))
        .transpose()?;
    let folder = folder(arguments, &case);
    let mut manifest = manifest(arguments, &loaded, &case);
    if let Some(other) = &other {
        manifest = manifest.with_compared(compared(other));
    }
    let writer = FolderWriter::create(&folder, manifest, arguments.force)?;
    let summary = run(arguments, wanted(arguments), &loaded, &case)?;
    let mut documents = leverage::table::documents(&case, &summary);
    let differences = match other.as_ref().zip(other_case.as_ref()) {
        Some((other, same)) => {
            let second = run(arguments, Wanted::default(), other, same)?;
            against::differences(&case, &summary, &second)
        }
        None => Vec::new(),
    };
    if !differences.is_empty() {
        documents.push(against::document(&case, &differences));
    }
    let brief = Brief::of(&loaded.scenario);
    let manifest = writer.finish_with(&documents, |folder, manifest| {
        let brief = brief.clone().with_command(command(arguments, manifest));
        ::report::documents(folder, manifest, &brief)
    })?;
    if arguments.quiet {
        return Ok(());
    }
    if arguments.json {
        return screen::say(&json::text(&case, &summary, &differences)?);
    }
    screen::say(&words::text(
        &case,
        &summary,
        &differences,
        (&manifest, &folder),
    ))
}

/// The same question to the second scenario, which must be about the same weeks.
fn second_case<'a>(
    first: &Case,
    other: &'a Loaded,
    arguments: &Arguments,
    seed: u64,
) -> anyhow::Result<Case<'a>> {
    let second = Case::new(&other.scenario, &question(arguments), seed)
        .map_err(|fault| anyhow::anyhow!("`{}`: {fault}", other.scenario.about.name))?;
    against::refuse_unlike(first, &second)?;
    Ok(second)
}

/// The command that makes the same results.
fn command(arguments: &Arguments, manifest: &Manifest) -> String {
    let file = manifest.scenario.files.first().map_or("", String::as_str);
    let asked = manifest.asked.iter();
    let asked = asked.map(|(name, value)| format!("--{name} {}", quoted(value)));
    let other = manifest.compared.iter().filter_map(|it| it.files.first());
    let other = other.map(|file| format!("--against {}", quoted(file)));
    let flags = [
        ("--attribution", arguments.attribution),
        ("--half-life", arguments.half_life),
        ("--weakest", arguments.weakest),
    ];
    let flags = flags.into_iter().filter(|(_, is_given)| *is_given);
    let words: Vec<String> = ["leverage".to_owned(), quoted(file)]
        .into_iter()
        .chain(asked)
        .chain(arguments.sets.words())
        .chain(other)
        .chain(flags.map(|(flag, _)| flag.to_owned()))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    crate::report::command(&words, manifest)
}

fn load(scenario: &Path, arguments: &Arguments) -> anyhow::Result<Loaded> {
    let mut loaded = input::load(scenario)?;
    for change in &arguments.set {
        loaded.set(&change.path, &change.value)?;
    }
    input::check(&loaded)?;
    Ok(loaded)
}

fn question(arguments: &Arguments) -> Question {
    Question {
        imposer: arguments.imposer.clone(),
        target: arguments.target.clone(),
        material: arguments.material.clone(),
        at: arguments.at,
        horizons: arguments.horizons.clone(),
        share: arguments.share,
        without: without(arguments),
    }
}

fn wanted(arguments: &Arguments) -> Wanted {
    Wanted {
        attribution: arguments.attribution,
        half_life: arguments.half_life,
        weakest: arguments.weakest,
    }
}

fn folder(arguments: &Arguments, case: &Case) -> PathBuf {
    let mut name = format!(
        "leverage_{}_{}_{}",
        case.scenario.about.name,
        case.imposer_id(),
        case.target_id()
    );
    if let Some(material) = &case.material {
        name = format!("{name}_{material}");
    }
    let default = || Path::new("outputs").join(name);
    arguments.out.clone().unwrap_or_else(default)
}

fn manifest(arguments: &Arguments, loaded: &Loaded, case: &Case) -> Manifest {
    let horizons: Vec<String> = case.horizons.iter().map(u32::to_string).collect();
    let mut asked = BTreeMap::from([
        ("imposer".to_owned(), case.imposer_id().to_owned()),
        ("target".to_owned(), case.target_id().to_owned()),
        ("at".to_owned(), case.date.to_string()),
        ("horizons".to_owned(), horizons.join(",")),
        ("share".to_owned(), case.share.to_string()),
    ]);
    if !case.without.is_empty() {
        // As the command line takes them: no blank after a comma.
        let answers: Vec<&str> = case.without.iter().map(|answer| answer.word()).collect();
        asked.insert("without".to_owned(), answers.join(","));
    }
    if let Some(material) = &case.material {
        asked.insert("material".to_owned(), material.clone());
    }
    // Variants list their bases first; the manifest opens with the file that was asked for.
    let read = loaded.files.iter().rev();
    let files: Vec<&PathBuf> = read.chain(arguments.sets.file()).collect();
    Manifest::new(&loaded.scenario.about.name, &loaded.hash)
        .with_files(&files)
        .with_asked(asked)
        .with_changes(arguments.set.clone())
        .with_seed(case.seed)
        .with_replicates(arguments.replicates)
        .with_weeks(case.week + case.longest())
}

/// The second scenario as the manifest names it.
fn compared(other: &Loaded) -> Compared {
    let files: Vec<&PathBuf> = other.files.iter().rev().collect();
    Compared::new(&other.scenario.about.name, &other.hash).with_files(&files)
}

/// All replicates; of each only its measures stay in memory.
fn run(
    arguments: &Arguments,
    wanted: Wanted,
    loaded: &Loaded,
    case: &Case,
) -> anyhow::Result<Summary> {
    let replicates = arguments.replicates;
    let weeks = weeks_of_work(case, wanted, replicates) / u64::from(replicates);
    let name = &loaded.scenario.about.name;
    let progress = Progress::new(name, replicates, weeks as u32, arguments.quiet);
    let goes_on = || {
        progress.week();
        interrupt::check().is_ok()
    };
    let context = format!(
        "\n  during: scenario `{name}` (hash {}), seed {}",
        loaded.hash, case.seed
    );
    let summary = guard::catch(&context, || {
        let worlds = Worlds::of(case.scenario, arguments.sets.file(), &arguments.set)?;
        let pool = arguments.threads.pool(replicates)?;
        let summary = pool.install(|| measure(case, worlds.all(), wanted, replicates, &goes_on));
        Ok(summary.ok_or(Stop::Interrupted)?)
    })?;
    progress.finish();
    Ok(summary)
}
