using System.CommandLine;

namespace Runproof.Cli;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    /// <summary>One JSON document in place of text.</summary>
    public const string JsonName = "--json";

    /// <summary>Nothing but the answer and errors.</summary>
    public const string QuietName = "--quiet";

    /// <summary>Details that help to find a problem.</summary>
    public const string VerboseName = "--verbose";

    /// <summary>No colours.</summary>
    public const string NoColorName = "--no-color";

    /// <summary>Environment variable that names the store when <c>--store</c> does not.</summary>
    public const string HomeVariable = "RUNPROOF_HOME";

    private static readonly Option<string> Store = new("--store")
    {
        Description = $"Directory of the store (default: ${HomeVariable}, else ~/.runproof)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Adds the options to the root, from where every verb inherits them.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Add(Flag(JsonName, "Print exactly one JSON document"));
        root.Add(Flag(QuietName, "Print nothing but the answer and errors"));
        root.Add(Flag(VerboseName, "Print details that help to find a problem"));
        root.Add(Flag(NoColorName, "Print without colours (as the variable NO_COLOR does)"));
        root.Add(Store);
    }

    /// <summary>The directory of the store: the option, else the variable, else <c>.runproof</c> in the user's home.</summary>
    public static string StoreDirectory(ParseResult parse) =>
        parse.GetValue(Store)
        ?? Environment.GetEnvironmentVariable(HomeVariable)
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".runproof");

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Recursive = true, Arity = ArgumentArity.Zero };
}
