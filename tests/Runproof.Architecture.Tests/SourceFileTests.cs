using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Runproof.Architecture.Tests;

public sealed partial class SourceFileTests
{
    private const int MostLines = 800;

    private static readonly string[] Texts = [".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".json", ".txt", ".sha256", ".proto", ".py", ".yml", ".html", ".css", ".js", ".config", ".npmrc", ".editorconfig", "run", ".sh"];

    /// <summary>How the names of files end that hold hand-written vector code.</summary>
    private static readonly string[] KernelEnds = [".Avx512.cs", ".Avx2.cs", ".Vector.cs"];

    [Fact]
    public void No_file_is_too_long_to_read()
    {
        var tooLong = from file in Repository.Sources where File.ReadLines(Repository.PathOf(file)).Count() > MostLines select file;

        Assert.NotEmpty(Repository.Sources);
        Offenders.None(tooLong);
    }

    [Fact]
    public void Native_calls_and_unsafe_code_stay_where_they_are_expected()
    {
        var outside = from file in Repository.Sources
                      where !file.Contains("/Interop/", StringComparison.Ordinal)
                      let kernel = KernelEnds.Any(end => file.EndsWith(end, StringComparison.Ordinal))
                      let text = Repository.Read(file)
                      where Native().IsMatch(text) || (!kernel && Unsafe().IsMatch(text))
                      select file;

        Offenders.None(outside);
    }

    [Fact]
    public void Every_public_member_of_the_product_must_have_a_doc_comment()
    {
        foreach (var project in Repository.Projects.Where(file => file.StartsWith("src/", StringComparison.Ordinal)))
        {
            var settings = XDocument.Load(Repository.PathOf(project)).Descendants().Select(element => element.Name.LocalName).ToArray();
            Assert.DoesNotContain("NoWarn", settings);
            Assert.DoesNotContain("GenerateDocumentationFile", settings);
            Assert.DoesNotContain("TreatWarningsAsErrors", settings);
            Assert.DoesNotContain("WarningsNotAsErrors", settings);
        }

        var silenced = Repository.Sources.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && Silenced().IsMatch(Repository.Read(file)));
        Offenders.None(silenced);
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        var named = from file in Repository.Files
                    where Texts.Any(end => file.EndsWith(end, StringComparison.Ordinal))
                    let place = MachinePath().Match(Repository.Read(file))
                    where place.Success
                    select $"{file}: {place.Value}";

        Offenders.None(named);
    }

    [GeneratedRegex(@"\[(Dll|Library)Import\b")]
    private static partial Regex Native();

    [GeneratedRegex(@"^\s*(\w+ )*unsafe\b", RegexOptions.Multiline)]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"#pragma warning disable.*CS1591")]
    private static partial Regex Silenced();

    [GeneratedRegex(@"(?<![\w.~}/])/(work|home|root|Users)/[\w.-]+|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
