using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tables;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Witness;

/// <summary>What is committed for a statement and where it lies, what is looked up, and the parameters of the proof: a function of the statement alone.</summary>
internal sealed class WitnessPlan
{
    /// <summary>Bits of one limb.</summary>
    public const int LimbBits = 12;

    private const int LimbTable = 1;
    private const int MaxLogWitness = 28;

    private readonly Dictionary<(int Slice, int Node, BlockKind Kind, int Part), int> blockOf = [];

    private WitnessPlan(ProofStatement statement, StatementTensors tensors)
    {
        Statement = statement;
        Tensors = tensors;
        Wiring = new(statement);
    }

    public ProofStatement Statement { get; }

    public StatementTensors Tensors { get; }

    public StatementWiring Wiring { get; }

    /// <summary>The blocks of the witness, largest first.</summary>
    public ImmutableArray<WitnessBlock> Blocks { get; private set; }

    /// <summary>What is looked up.</summary>
    public LookupStatement<Goldilocks> Lookups { get; private set; } = null!;

    /// <summary>For every site of the lookups what its columns are.</summary>
    public ImmutableArray<ImmutableArray<SiteColumn>> Sites { get; private set; }

    /// <summary>The activation tables of all slices; table number i + 2 of the lookups.</summary>
    public ImmutableArray<ActivationTable> Tables { get; private set; }

    /// <summary>For every table of the lookups the block of its multiplicities.</summary>
    public ImmutableArray<int> MultiplicityBlocks { get; private set; }

    /// <summary>The shape of the witness.</summary>
    public LigeroGeometry Geometry { get; private set; } = null!;

    /// <summary>The parameters of the proof.</summary>
    public SecurityParameters Parameters { get; private set; } = null!;

    /// <summary>The parameters of the opening of bound weights; null where all weights are public.</summary>
    public SecurityParameters? BoundParameters { get; private set; }

    /// <summary>The parameters of both openings together, which the security of the whole proof is computed from.</summary>
    public SecurityParameters AllParameters => BoundParameters is not { } bound ? Parameters : Parameters with
    {
        Claims = Parameters.Claims + bound.Claims,
        BatchRounds = Parameters.BatchRounds + bound.BatchRounds,
        Matrices = Parameters.Matrices.AddRange(bound.Matrices),
    };

    /// <summary>How many claims depend on bound weights, and how many forms on commitments they have.</summary>
    public (int Claims, int Forms) BoundCounts { get; private set; }

    /// <summary>Number of witness values, the end of the last row not counted.</summary>
    public int Length { get; private set; }

    /// <summary>Plans a statement.</summary>
    /// <param name="statement">The statement; its circuits have been validated.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="error">Why the statement makes no sense.</param>
    public static bool TryCreate(ProofStatement statement, [NotNullWhen(true)] out WitnessPlan? plan, [NotNullWhen(false)] out StatementError? error)
    {
        plan = null;
        if (statement.Profile is not (SecurityProfile.P100 or SecurityProfile.P128))
        {
            error = new(StatementErrorCode.UnknownProfile);
            return false;
        }

        if (!StatementTensors.TryCreate(statement, out var tensors, out error))
            return false;
        var made = new WitnessPlan(statement, tensors);
        error = made.Place();
        plan = error is null ? made : null;
        return error is null;
    }

    /// <summary>The index of the block of a part of a node; −1 where there is none.</summary>
    public int FindBlock(int slice, int node, BlockKind kind, int part = 0) => blockOf.TryGetValue((slice, node, kind, part), out int block) ? block : -1;

    private StatementError? Place()
    {
        var draft = new WitnessDraft(Statement);
        Tables = draft.Tables;
        var tables = LookupTables(draft);
        if (draft.Sites.Sum(site => 1L << site.LogRows) + tables.Sum(table => 1L << table.LogRows) > 1L << MaxLogWitness)
            return new(StatementErrorCode.TooLarge);
        Lookups = new(tables, [.. draft.Sites.Select(site => new LookupSite(site.Table, site.LogRows))]);
        PlaceBlocks(draft, tables);
        Sites = [.. draft.Sites.Select(site => site.Columns.Select(Resolve).ToImmutableArray())];
        if (CommitmentShapes.OfLength(Length, Statement.Profile) is not { } geometry)
            return new(StatementErrorCode.TooLarge);
        Geometry = geometry;
        Parameters = MakeParameters();
        if (Statement.Bound is { } bound)
            BoundParameters = MakeBoundParameters(bound);

        // A commitment that no claim is about would be opened at a value that nothing binds.
        return Statement.Bound is not null && BoundCounts.Claims == 0 ? new(StatementErrorCode.WrongWeights) : null;
    }

    private SiteColumn Resolve(SiteColumn column) => column.Kind != ColumnKind.Committed
        ? column
        : column with { Block = blockOf[(column.Slice, column.Node, (BlockKind)column.Block, column.Part)] };

    private ImmutableArray<LookupTable<Goldilocks>> LookupTables(WitnessDraft draft)
    {
        var tables = ImmutableArray.CreateBuilder<LookupTable<Goldilocks>>();
        tables.Add(new(LimbTable, [[.. Enumerable.Range(0, 1 << LimbBits).Select(i => Goldilocks.FromInt64(i))]]));
        foreach (var table in Tables)
        {
            ImmutableArray<Goldilocks> arguments = [.. Enumerable.Range(0, table.Values.Length).Select(i => Goldilocks.FromInt64(table.First + (long)i))];
            tables.Add(new(tables.Count + 1, [arguments, [.. table.Values.Select(value => Goldilocks.FromInt64(value))]]));
        }

        foreach (var range in draft.Ranges)
            tables.Add(new(tables.Count + 1, [[.. Enumerable.Range(0, (int)range.Count).Select(i => Goldilocks.FromInt64(range.Min + i))]]));
        return tables.ToImmutable();
    }

    private void PlaceBlocks(WitnessDraft draft, ImmutableArray<LookupTable<Goldilocks>> tables)
    {
        var unplaced = draft.Blocks.Concat(tables.Select((table, i) => new WitnessBlock(BlockKind.Multiplicity, -1, i, 0, table.LogRows, 0)));
        var blocks = ImmutableArray.CreateBuilder<WitnessBlock>();
        int start = 0;
        foreach (var block in unplaced.OrderByDescending(block => block.LogSize))
        {
            blockOf.Add((block.Slice, block.Owner, block.Kind, block.Part), blocks.Count);
            blocks.Add(block with { Start = start });
            start += block.Length;
        }

        Blocks = blocks.ToImmutable();
        Length = start;
        MultiplicityBlocks = [.. Enumerable.Range(0, tables.Length).Select(table => FindBlock(-1, table, BlockKind.Multiplicity))];
    }

    private SecurityParameters MakeParameters()
    {
        var boundaries = Statement.Boundaries.Select(boundary => boundary.Geometry);
        int variables = boundaries.Append(Geometry).Max(geometry => geometry.Variables);
        var points = Tensors.Publications;
        return new()
        {
            Profile = Statement.Profile,
            ChallengeDegree = CommitmentShapes.ChallengeDegree(Statement.Profile),
            WorkBits = CommitmentShapes.WorkBits,
            Lookups = new(1L << Lookups.Depth, 1),
            LayerRounds = points.Sum(point => Tensors.TypeOf(point.Slice, point.Tensor).Shape.LogSize),
            LayerDegree = points.Any(point => Tensors.TypeOf(point.Slice, point.Tensor).Shape.LogSize > 0) ? 1 : 0,
            Claims = Lookups.CommittedColumns.Length + points.Sum(point => point.Claims),
            BatchRounds = variables,
            Matrices = [Geometry.Matrix, .. boundaries.Select(geometry => geometry.Matrix)],
        };
    }

    private SecurityParameters MakeBoundParameters(BoundModel bound)
    {
        var structure = BoundStructure.Of(this);
        BoundCounts = (structure.Length, structure.Sum(claim => claim.Polynomials.Length));
        return new()
        {
            Profile = Statement.Profile,
            ChallengeDegree = CommitmentShapes.ChallengeDegree(Statement.Profile),
            WorkBits = CommitmentShapes.WorkBits,
            Claims = BoundCounts.Claims + BoundCounts.Forms,
            BatchRounds = bound.Commitment.Geometry.Variables,
            Matrices = [bound.Commitment.Geometry.Matrix],
        };
    }
}
