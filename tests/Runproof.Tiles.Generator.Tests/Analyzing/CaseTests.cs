namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>What the examples of the pages do not show: how far a rule reaches, and where it ends. The marks in the code are where each diagnostic stands.</summary>
public sealed class CaseTests
{
    private static readonly Lazy<Task<Analyzed>> All = new(() => Analyzed.Run(Cases.All.Select(entry => entry.Code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))));

    public static TheoryData<string> Names => [.. Cases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_analyzers_say_what_the_case_expects(string name)
    {
        int piece = Array.FindIndex(Cases.All, entry => entry.Name == name);
        (string _, string code, string[] expected) = Cases.All[piece];
        string[] marked = [.. code.Split("[|").Skip(1).Select(part => string.Join(' ', part.Split("|]")[0].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))];

        var found = (await All.Value).Of(piece);
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message}"));
        Assert.Equal(marked, found.Select(diagnostic => diagnostic.At));
    }
}
