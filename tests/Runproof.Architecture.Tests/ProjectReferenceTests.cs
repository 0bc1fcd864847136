using System.Xml.Linq;

namespace Runproof.Architecture.Tests;

public sealed class ProjectReferenceTests
{
    private const string Map = "docs/architecture.md";

    [Fact]
    public void Projects_reference_what_the_map_says_and_nothing_else()
    {
        var drawn = Repository.TableRows(Map, "Runproof.").Select(row => $"{row[0]} -> {row[2]}");
        var built = Repository.Projects.Select(project => $"{Path.GetFileNameWithoutExtension(project)} -> {References(project)}");

        Assert.Equal(drawn.Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_solution_has_every_project()
    {
        var listed = XDocument.Load(Repository.PathOf("Runproof.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);

        Assert.Equal(Repository.Projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string References(string project)
    {
        var names = XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Runproof.".Length..])
            .ToArray();
        return names.Length == 0 ? "nothing" : string.Join(", ", names);
    }
}
