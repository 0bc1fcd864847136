using System.Text.RegularExpressions;

namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>The page of a rule, whose examples are its tests.</summary>
internal sealed partial record DiagnosticPage(string Title, string Severity, string Category, string Before, string Place, string Message, string After, string Fix)
{
    public static string Folder { get; } = FindFolder();

    public static DiagnosticPage Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder, $"{id}.md"));
        Match match = Whole().Match(text);
        Assert.True(match.Success && match.Groups["id"].Value == id, $"the page of {id} does not have all its parts");
        return new DiagnosticPage(Part("title"), Part("severity"), Part("category"), Part("before"), Part("place"), Part("message"), Part("after"), Part("fix"));

        string Part(string name) => match.Groups[name].Value;
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Runproof.slnx")))
                return Path.Combine(folder.FullName, "docs", "define", "diagnostics");
        }

        throw new InvalidOperationException("the tests do not run from a checkout");
    }

    [GeneratedRegex(@"\A# (?<id>RP\d{4}): (?<title>[^\n]+)\n\n(?<severity>\w+), (?<category>\w+)\. [^\n]{20,}\n\n## How to fix it\n\n[^\n]{10,}\n\n(?:Code fix: (?<fix>[^\n]+)\.\n\n)?## Before\n\n```csharp\n(?<before>.+?)\n```\n\nAt ``(?<place>[^\n]+)``:\n\n> (?<message>[^\n]+)\n\n## After\n\n```csharp\n(?<after>.+?)\n```\n\z", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
