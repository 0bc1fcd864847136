using System.Xml.Linq;

namespace Runproof.Architecture.Tests;

public sealed class ProjectReferenceTests
{
    private const string Map = "docs/architecture.md";

    [Fact]
    public void Projects_reference_what_the_map_says_and_nothing_else()
    {
        var drawn = Repository.TableRows(Map, "Runproof.").Select(row => Line(row[0], row[2] == "nothing" ? [] : row[2].Split(", ")));
        var built = Repository.Projects.Select(project => Line(Path.GetFileNameWithoutExtension(project), References(project)));

        Assert.Equal(string.Join('\n', drawn.Order(StringComparer.Ordinal)), string.Join('\n', built.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_solution_has_every_project()
    {
        var listed = XDocument.Load(Repository.PathOf("Runproof.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);

        Assert.Equal(Repository.Projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Line(string project, IEnumerable<string> references) => $"{project}: {string.Join(", ", references.Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> References(string project) => XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Runproof.".Length..]);
}
