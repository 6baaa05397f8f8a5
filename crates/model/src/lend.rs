//! Between systems and the engine: a system is a function of plain references, and what it names is lent to it.
//!
//! ```text
//! fn form_expectations(quotes: &mut Quotes, rules: &Rules)      a system
//! lend(form_expectations)                                       the same for the engine: Quotes changed, Rules read
//! ```
//!
//! So a system can be read, tested and called without the engine (`plain.rs` does), and no behaviour knows how the world
//! is stored.

use bevy_ecs::prelude::{Res, ResMut, Resource};
use bevy_ecs::schedule::{IntoScheduleConfigs, ScheduleConfigs};
use bevy_ecs::system::{ScheduleSystem, StaticSystemParam, SystemParam, SystemParamItem};

/// What may stand among the arguments of a system: a resource, agents of a kind ([`crate::rows`]), or a bundle of these.
pub(crate) trait Lent {
    /// What the engine fetches for it.
    type Param: SystemParam + 'static;
    /// The argument while the system runs.
    type For<'a>;

    /// Borrows the argument from what the engine has fetched.
    fn lend<'a>(param: &'a mut SystemParamItem<Self::Param>) -> Self::For<'a>;
}

impl<T: Resource> Lent for &T {
    type Param = Res<'static, T>;
    type For<'a> = &'a T;

    fn lend<'a>(param: &'a mut SystemParamItem<Self::Param>) -> &'a T {
        param
    }
}

impl<T: Resource<Mutability = bevy_ecs::component::Mutable>> Lent for &mut T {
    type Param = ResMut<'static, T>;
    type For<'a> = &'a mut T;

    fn lend<'a>(param: &'a mut SystemParamItem<Self::Param>) -> &'a mut T {
        param
    }
}

/// A function whose arguments can be lent.
pub(crate) trait System<Arguments>: Send + Sync + 'static {
    /// What the engine fetches for it.
    type Params: SystemParam + 'static;

    /// Lends the arguments and runs.
    fn run(&mut self, params: &mut SystemParamItem<Self::Params>);
}

/// Hands a system to the engine.
pub(crate) fn lend<Arguments, S: System<Arguments>>(
    mut system: S,
) -> ScheduleConfigs<ScheduleSystem> {
    let run = move |mut params: StaticSystemParam<S::Params>| system.run(&mut params);
    run.into_configs()
}

/// One implementation of [`System`] for each number of arguments.
macro_rules! systems {
    ($first:ident $($other:ident)*) => {
        impl<S, $first: Lent, $($other: Lent),*> System<($first, $($other,)*)> for S
        where
            S: Send + Sync + 'static,
            // Named twice: the first says which arguments they are, the second that they may live as long as is lent.
            for<'s, 'a> &'s mut S: FnMut($first, $($other),*) + FnMut($first::For<'a>, $($other::For<'a>),*),
        {
            type Params = ($first::Param, $($other::Param,)*);

            #[expect(non_snake_case, reason = "arguments are named like their types")]
            fn run(&mut self, ($first, $($other,)*): &mut SystemParamItem<Self::Params>) {
                fn call<$first, $($other),*>(
                    mut system: impl FnMut($first, $($other),*),
                    $first: $first, $($other: $other),*
                ) {
                    system($first, $($other),*);
                }
                call(&mut *self, $first::lend($first), $($other::lend($other)),*);
            }
        }
        systems!($($other)*);
    };
    () => {};
}
systems!(A B C D E F G H I J K L);

/// Declares arguments that systems take together.
macro_rules! bundle {
    (
        $(#[$about:meta])*
        $shown:vis struct $name:ident<$life:lifetime> {
            $($(#[$about_part:meta])* $part_shown:vis $part:ident: $type:ty,)+
        }
    ) => {
        $(#[$about])*
        $shown struct $name<$life> {
            $($(#[$about_part])* $part_shown $part: $type,)+
        }

        impl<$life> crate::lend::Lent for $name<$life> {
            type Param = ($(<$type as crate::lend::Lent>::Param,)+);
            type For<'a> = $name<'a>;

            fn lend<'a>(
                ($($part,)+): &'a mut bevy_ecs::system::SystemParamItem<Self::Param>,
            ) -> $name<'a> {
                $name { $($part: <$type as crate::lend::Lent>::lend($part),)+ }
            }
        }
    };
}
pub(crate) use bundle;
