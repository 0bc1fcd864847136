using System.Globalization;
using Runproof.Core.Diagnostics;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>What all parts of one inference share: the problems found, and limits on repeated work.</summary>
internal sealed class InferenceBudget
{
    /// <summary>Subgraphs nested deeper than this are not looked into.</summary>
    internal const int MaximumDepth = 24;

    private const long RepeatedWork = 1_000_000;
    private const long WorkPerNode = 16;
    private const int MaximumNameLength = 64;
    private readonly List<Diagnostic> _problems = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private long _work;
    private int _quiet;

    /// <summary>Starts with work for one pass over the main graph, and a fixed amount for what is repeated or folded.</summary>
    /// <param name="nodes">Number of nodes of the main graph.</param>
    internal InferenceBudget(int nodes)
    {
        _work = RepeatedWork + (nodes * WorkPerNode);
    }

    internal IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>Whether work that is only useful, such as folding and repeated passes over a loop's body, may go on.</summary>
    internal bool HasWorkLeft => _work > 0;

    internal void Spend(long work) => _work -= work;

    /// <summary>Runs a pass whose problems a later pass over the same nodes reports again.</summary>
    internal T Quietly<T>(Func<T> pass)
    {
        _quiet++;
        try
        {
            return pass();
        }
        finally
        {
            _quiet--;
        }
    }

    internal void Report(ErrorCode code, string subject, string message, string hint)
    {
        if (_quiet != 0 || _problems.Count >= ShapeTable.MaximumProblems)
            return;
        var problem = new Diagnostic(code, Phase.Analyze, Clip(subject), message, hint);
        if (_seen.Add(problem))
            _problems.Add(problem);
    }

    /// <summary>A name in quotes, cut where a hostile file makes it long.</summary>
    internal static string Quote(string name) => string.Create(CultureInfo.InvariantCulture, $"'{Clip(name)}'");

    private static string Clip(string name) => name.Length <= MaximumNameLength ? name : string.Concat(name.AsSpan(0, MaximumNameLength - 1), "…");
}
