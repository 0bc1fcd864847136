using System.Reflection;
using System.Xml.Linq;

namespace Runproof.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] ProjectFolders = ["src", "tests", "tools", "bench", "samples"];
    private static readonly string[] NotSource = ["bin", "obj", "artifacts", "node_modules", "TestResults", ".git"];

    public static string Root { get; } = Find();

    /// <summary>Every file that is written by people, as paths relative to the root.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Below(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>Every C# file of the projects.</summary>
    public static IEnumerable<string> Sources => Files.Where(file => IsInProjectFolder(file) && file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Every project file.</summary>
    public static IEnumerable<string> Projects => Files.Where(file => IsInProjectFolder(file) && file.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>The compiled projects of <c>src</c>.</summary>
    public static IEnumerable<Assembly> ProductAssemblies => Projects
        .Where(project => project.StartsWith("src/", StringComparison.Ordinal))
        .Select(project => Assembly.Load(XDocument.Load(PathOf(project)).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project)));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The cells of the rows of a Markdown file's tables whose first cell is code that begins with a prefix.</summary>
    public static IEnumerable<string[]> TableRows(string file, string prefix) =>
        from line in File.ReadLines(PathOf(file))
        where line.StartsWith($"| `{prefix}", StringComparison.Ordinal)
        select line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray();

    private static bool IsInProjectFolder(string file) => ProjectFolders.Contains(file.Split('/')[0]);

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => file.LinkTarget is null))
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (var file in folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null && !NotSource.Contains(inner.Name)).SelectMany(Below))
            yield return file;
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Runproof.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not run from a checkout");
    }
}
