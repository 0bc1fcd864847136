using System.Collections.Immutable;
using System.Text;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Tiles.Units;

/// <summary>
/// A tile as a unit of programs: its ports, its revision and its entry by bytes. The artifact of the revision is the tile's source with all user code that it
/// reaches, token by token, so that comments, layout, and Debug or Release make no difference.
/// </summary>
public sealed class TileUnit
{
    private UnitRevision? _revision;

    /// <summary>Full name, such as <c>Samples.Loan.Evaluate</c>; the unit that folds a list with a tile has the tile's name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the method.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>What the tile does, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Machine cycles that one call is expected to take; 0 where nobody has estimated them.</summary>
    public long EstimatedCycles { get; init; }

    /// <summary>The most bytes that one call may allocate; 0 leaves it to the run.</summary>
    public long MaxMemory { get; init; }

    /// <summary>The arguments, in the order of declaration; the type is the text of a schema.</summary>
    public required ImmutableArray<Port> Parameters { get; init; }

    /// <summary>What it gives when it succeeds.</summary>
    public required Port Result { get; init; }

    /// <summary>Whether it may return a failure.</summary>
    public bool CanFail { get; init; }

    /// <summary>Whether it may end a fold before the last item.</summary>
    public bool CanBreak { get; init; }

    /// <summary>The normalised source.</summary>
    public required string Source { get; init; }

    /// <summary>What makes the source run: the layout of the entry, and the packages that the source reaches.</summary>
    public required string Toolchain { get; init; }

    /// <summary>Calls it by bytes.</summary>
    public required TileEntry Entry { get; init; }

    /// <summary>The unit that folds a list with this tile; null where the tile does not have the shape for it.</summary>
    public TileUnit? Fold { get; init; }

    /// <summary>The bytes of the artifact.</summary>
    public byte[] Artifact => Encoding.UTF8.GetBytes(Source);

    /// <summary>The exact version.</summary>
    public UnitRevision Revision => _revision ??= new UnitRevision(
        TaggedHash.Compute(DigestTags.StoreObject, Artifact),
        UnitSchema.DigestOf(Parameters, [Result]),
        TaggedHash.Compute(DigestTags.Toolchain, Encoding.UTF8.GetBytes(Toolchain)));
}
