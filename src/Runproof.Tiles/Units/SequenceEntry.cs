using Runproof.Core.Programs;
using Runproof.Tiles.Programs;

namespace Runproof.Tiles.Units;

/// <summary>A sequence that is a program of its own.</summary>
/// <param name="Name">Full name, such as <c>Samples.Loan.Main</c>.</param>
/// <param name="Description">What it does, for people.</param>
/// <param name="Describe">Describes it, as the compiler understood its body.</param>
/// <param name="Body">Its body.</param>
public sealed record SequenceEntry(string Name, string Description, Action<SequenceBuilder> Describe, Func<SequenceContext, Ref> Body)
{
    private Program? _program;

    /// <summary>The program.</summary>
    public Program Program => _program ??= ProgramBuilder.Build(Name, Describe);
}
