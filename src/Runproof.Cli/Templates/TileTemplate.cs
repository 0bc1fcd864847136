using System.Reflection;
using System.Security;
using System.Text;

namespace Runproof.Cli.Templates;

/// <summary>A new project of tiles: its files, filled in.</summary>
internal static class TileTemplate
{
    // The embedded text of each file, and where it goes.
    private static readonly (string Text, string Path)[] Files =
    [
        ("Solution.slnx", "{name}.slnx"),
        ("Project.csproj", "src/{name}/{name}.csproj"),
        ("Line.cs", "src/{name}/Line.cs"),
        ("Invoice.cs", "src/{name}/Invoice.cs"),
        ("Tests.csproj", "tests/{name}.Tests/{name}.Tests.csproj"),
        ("InvoiceTests.cs", "tests/{name}.Tests/InvoiceTests.cs"),
        ("input.json", "input.json"),
        ("README.md", "README.md"),
        ("gitignore", ".gitignore"),
        ("nuget.config", "nuget.config"),
    ];

    /// <summary>The files of a project: path and content.</summary>
    /// <param name="name">The name of the project, which is its namespace too.</param>
    /// <param name="version">The version of the package <c>Runproof.Tiles</c>.</param>
    /// <param name="source">A folder with packages; null where the configured sources have them.</param>
    public static IEnumerable<(string Path, string Content)> Fill(string name, string version, string? source)
    {
        foreach ((string text, string path) in Files)
        {
            if (text != "nuget.config" || source is not null)
                yield return (Fill(path), Fill(Read(text)));
        }

        string Fill(string text) => text
            .Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{generated}", name.Replace('.', '_'), StringComparison.Ordinal)
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{source}", SecurityElement.Escape(source), StringComparison.Ordinal);
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"template/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
