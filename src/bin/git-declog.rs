//! `git-declog`: the same program, so that `git declog` finds it.

fn main() -> std::process::ExitCode {
    declog::cli::main()
}
