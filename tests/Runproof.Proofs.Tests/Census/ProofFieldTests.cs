using System.Collections.Immutable;
using System.Reflection;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Commitments;
using Runproof.Proofs.Tests.Lookups;
using Runproof.Proofs.Tests.Polynomials;
using Runproof.Proofs.Tests.Sumcheck;

namespace Runproof.Proofs.Tests.Census;

/// <summary>Every field of every message that a prover sends has an attack here or in <see cref="LookupTamperTests"/>; a new field without one fails.</summary>
public sealed class ProofFieldTests
{
    private static readonly LigeroExample Ligero = new(81, (5, 4), (2, 2));
    private static readonly LigeroProof<Goldilocks2> LigeroProof = Ligero.Prove();
    private static readonly Goldilocks2[][] Factors = Protocol.Factors<Goldilocks2>(new Draw(82), 3, 2);
    private static readonly EvaluatedProof<Goldilocks2> ProductProof = Protocol.Prove(Factors);
    private static readonly MerkleShape Shape = new(4, 5, salted: true);
    private static readonly MerkleTree Tree = MerkleTree.Build(Shape, new byte[80], new byte[512], Workers.One);

    public static TheoryData<string, Func<string?>, string> Attacks() => new()
    {
        { "SumcheckProof.Degree", () => Product(ProductProof with { Rounds = ProductProof.Rounds with { Degree = 3 } }), "WrongDegree" },
        { "SumcheckProof.Messages", () => Product(ProductProof with { Rounds = new(2, Changed(ProductProof.Rounds.Messages)) }), "WrongEvaluation" },
        { "SumcheckProof.Messages", () => Product(ProductProof with { Rounds = new(2, ProductProof.Rounds.Messages[1..]) }), "WrongRoundCount" },
        { "EvaluatedProof.Rounds", () => Product(ProductProof with { Rounds = Protocol.Prove(Protocol.Factors<Goldilocks2>(new Draw(83), 3, 2)).Rounds }), "WrongEvaluation" },
        { "EvaluatedProof.Evaluations", () => Product(ProductProof with { Evaluations = Changed(ProductProof.Evaluations) }), "WrongEvaluation" },
        { "EvaluatedProof.Evaluations", () => Product(ProductProof with { Evaluations = ProductProof.Evaluations[1..] }), "WrongEvaluationCount" },
        { "LigeroProof.Batch", () => Open(LigeroProof with { Batch = LigeroProof.Batch with { Evaluations = Changed(LigeroProof.Batch.Evaluations) } }), "WrongBatch" },
        { "LigeroProof.Rows", () => Open(LigeroProof with { Rows = [Changed(LigeroProof.Rows[0]), LigeroProof.Rows[1]] }), "WrongEvaluation" },
        { "LigeroProof.Rows", () => Open(LigeroProof with { Rows = [LigeroProof.Rows[0]] }), "WrongRowCount" },
        { "LigeroProof.Nonce", () => Open(LigeroProof with { Nonce = LigeroProof.Nonce + 1 }), "InsufficientWork" },
        { "LigeroProof.Openings", () => Open(LigeroProof with { Openings = LigeroProof.Openings.SetItem(3, (byte)~LigeroProof.Openings[3]) }), "WrongOpening" },
        { "LigeroProof.Openings", () => Open(LigeroProof with { Openings = LigeroProof.Openings[1..] }), "WrongLength" },
        { "LigeroCommitment.Geometry", () => Under(commitment => commitment with { Geometry = Ligero.Geometries[1] }), "WrongGeometry" },
        { "LigeroCommitment.Root", () => Under(commitment => commitment with { Root = Ligero.Commitments[1].Root }), "WrongBatch" },
        { "LigeroGeometry.Matrix", () => Shaped(geometry => geometry with { Matrix = Ligero.Geometries[1].Matrix }), "WrongGeometry" },
        { "LigeroGeometry.MaskRows", () => Shaped(geometry => geometry with { MaskRows = 1 }), "UnsupportedHiding" },
        { "LigeroGeometry.OpeningBudget", () => Shaped(geometry => geometry with { OpeningBudget = 1 }), "UnsupportedHiding" },
        { "MatrixParameters.Rows", () => Sized(matrix => matrix with { Rows = 6 }), "WrongGeometry" },
        { "MatrixParameters.Columns", () => Sized(matrix => matrix with { Columns = 8 }), "WrongGeometry" },
        { "MatrixParameters.Randomness", () => Sized(matrix => matrix with { Randomness = 1 }), "UnsupportedHiding" },
        { "MatrixParameters.LogCodeLength", () => Sized(matrix => matrix with { LogCodeLength = 10 }), "WrongGeometry" },
        { "MatrixParameters.Queries", () => Sized(matrix => matrix with { Queries = 91 }), "WrongGeometry" },
        { "MerkleMultiproof.Leaves", () => Leaves(proof => proof with { Leaves = proof.Leaves.SetItem(0, 1) }), "Root" },
        { "MerkleMultiproof.Leaves", () => Leaves(proof => proof with { Leaves = proof.Leaves[1..] }), "Leaves" },
        { "MerkleMultiproof.Salts", () => Leaves(proof => proof with { Salts = proof.Salts.SetItem(0, 1) }), "Root" },
        { "MerkleMultiproof.Salts", () => Leaves(proof => proof with { Salts = [] }), "Salts" },
        { "MerkleMultiproof.Siblings", () => Leaves(proof => proof with { Siblings = proof.Siblings.SetItem(0, default) }), "Root" },
        { "MerkleMultiproof.Siblings", () => Leaves(proof => proof with { Siblings = proof.Siblings.Add(default) }), "Siblings" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Rejects_a_field_with_another_value(string field, Func<string?> attack, string expected) =>
        Assert.Equal((field, expected), (field, attack()));

    [Fact]
    public void Every_field_of_every_message_has_an_attack()
    {
        var attacked = Attacks().Select(row => row.Data.Item1).Concat(LookupTamperTests.Fields().Select(row => row.Data.Item1)).ToHashSet();
        var messages = Messages().ToArray();

        Assert.Superset(
            (HashSet<string>)["SumcheckProof", "EvaluatedProof", "LookupProof", "LookupLayer", "Fraction", "LigeroProof", "LigeroCommitment", "MerkleMultiproof"],
            messages.Select(Name).ToHashSet());
        Assert.Empty(from type in messages from property in Properties(type) let field = $"{Name(type)}.{property.Name}" where !attacked.Contains(field) select field);
    }

    /// <summary>Whatever is named a proof or a commitment, and all types of the product that it is made of, elements of a field aside.</summary>
    private static HashSet<Type> Messages()
    {
        var product = typeof(LigeroProver).Assembly;
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>(product.GetTypes().Where(type => type.IsPublic && !type.IsAbstract && (Name(type).EndsWith("Proof", StringComparison.OrdinalIgnoreCase) || Name(type).EndsWith("Commitment", StringComparison.Ordinal))));
        while (waiting.TryDequeue(out var type))
        {
            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (definition.Assembly != product || type.IsGenericParameter || type == typeof(Hash256) || !seen.Add(definition))
                continue;
            foreach (var property in Properties(definition))
                waiting.Enqueue(Element(property.PropertyType));
        }

        return seen;
    }

    private static Type Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? Element(type.GetGenericArguments()[0]) : type;

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static string Name(Type type) => type.Name.Split('`')[0];

    private static string? Product(EvaluatedProof<Goldilocks2> proof) => Protocol.Verify(Protocol.Claim(Factors), proof)?.ToString();

    private static string? Open(LigeroProof<Goldilocks2> proof) => Ligero.Verify(proof)?.Code.ToString();

    private static string? Under(Func<LigeroCommitment, LigeroCommitment> change) =>
        LigeroExample.Verify([change(Ligero.Commitments[0]), Ligero.Commitments[1]], Ligero.Claims, LigeroProof, Ligero.Parameters)?.Code.ToString();

    private static string? Shaped(Func<LigeroGeometry, LigeroGeometry> change) => Under(commitment => commitment with { Geometry = change(commitment.Geometry) });

    private static string? Sized(Func<MatrixParameters, MatrixParameters> change) => Shaped(geometry => geometry with { Matrix = change(geometry.Matrix) });

    private static string? Leaves(Func<MerkleMultiproof, MerkleMultiproof> change) =>
        MerkleVerifier.TryVerify(Shape, Tree.Root, [1, 2], change(Tree.Open([1, 2])), out var error) ? null : error!.Kind.ToString();

    private static ImmutableArray<Goldilocks2> Changed(ImmutableArray<Goldilocks2> elements) => elements.SetItem(0, elements[0] + Goldilocks2.One);
}
