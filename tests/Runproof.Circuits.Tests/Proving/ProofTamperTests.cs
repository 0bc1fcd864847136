using System.Collections.Immutable;
using System.Reflection;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tests.Graph;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Tests.Proving;

/// <summary>Every field of every message of a proof of circuits is changed, shortened and lengthened; a new field without an attack fails the census.</summary>
public sealed class ProofTamperTests
{
    /// <summary>What the format does not write, since the statement gives it.</summary>
    private const string Unwritten = "SumcheckProof.Degree";

    private static readonly Goldilocks2 One = Goldilocks2.One;
    private static readonly (ProofStatement Statement, byte[] Bytes, WitnessPlan Plan, byte[] Setup) Honest = Make();

    private static ImmutableArray<(string Field, Func<CircuitProof<Goldilocks2>, CircuitProof<Goldilocks2>> Change)> Attacks { get; } =
    [
        ("CircuitProof.Witness", proof => proof with { Witness = default }),
        ("CircuitProof.Lookups", proof => proof with { Lookups = proof.Lookups with { Evaluations = [.. proof.Lookups.Evaluations.Reverse()] } }),
        ("CircuitProof.Opening", proof => proof with { Opening = proof.Bound!.Opening }),
        ("CircuitProof.Bound", proof => proof with { Bound = null }),
        ("BoundOpening.Constants", proof => WithBound(proof, bound => bound with { Constants = Changed(bound.Constants) })),
        ("BoundOpening.Constants", proof => WithBound(proof, bound => bound with { Constants = bound.Constants[1..] })),
        ("BoundOpening.Values", proof => WithBound(proof, bound => bound with { Values = Changed(bound.Values) })),
        ("BoundOpening.Values", proof => WithBound(proof, bound => bound with { Values = bound.Values.Add(One) })),
        ("BoundOpening.Opening", proof => WithBound(proof, bound => bound with { Opening = proof.Opening })),
        ("LookupProof.Root", proof => WithLookups(proof, lookups => lookups with { Root = new(lookups.Root.Numerator + One, lookups.Root.Denominator + One) })),
        ("LookupProof.Layers", proof => WithLookups(proof, lookups => lookups with { Layers = lookups.Layers.RemoveAt(0) })),
        ("LookupProof.Layers", proof => WithLookups(proof, lookups => lookups with { Layers = lookups.Layers.Add(lookups.Layers[^1]) })),
        ("LookupProof.Evaluations", proof => WithLookups(proof, lookups => lookups with { Evaluations = Changed(lookups.Evaluations) })),
        ("LookupProof.Evaluations", proof => WithLookups(proof, lookups => lookups with { Evaluations = lookups.Evaluations[1..] })),
        ("Fraction.Numerator", proof => WithLookups(proof, lookups => lookups with { Root = lookups.Root with { Numerator = One } })),
        ("Fraction.Denominator", proof => WithLookups(proof, lookups => lookups with { Root = lookups.Root with { Denominator = Goldilocks2.Zero } })),
        ("Fraction.Denominator", proof => WithLookups(proof, lookups => lookups with { Root = lookups.Root with { Denominator = lookups.Root.Denominator + One } })),
        ("LookupLayer.Rounds", proof => WithLayer(proof, layer => layer with { Rounds = Changed(layer.Rounds) })),
        ("LookupLayer.Rounds", proof => WithLayer(proof, layer => layer with { Rounds = layer.Rounds[1..] })),
        ("LookupLayer.LeftNumerator", proof => WithLayer(proof, layer => layer with { LeftNumerator = layer.LeftNumerator + One })),
        ("LookupLayer.RightNumerator", proof => WithLayer(proof, layer => layer with { RightNumerator = layer.RightNumerator + One })),
        ("LookupLayer.LeftDenominator", proof => WithLayer(proof, layer => layer with { LeftDenominator = layer.LeftDenominator + One })),
        ("LookupLayer.RightDenominator", proof => WithLayer(proof, layer => layer with { RightDenominator = layer.RightDenominator + One })),
        ("LigeroProof.Batch", proof => WithOpening(proof, opening => opening with { Batch = proof.Bound!.Opening.Batch })),
        ("LigeroProof.Rows", proof => WithOpening(proof, opening => opening with { Rows = [Changed(opening.Rows[0])] })),
        ("LigeroProof.Rows", proof => WithOpening(proof, opening => opening with { Rows = [opening.Rows[0][1..]] })),
        ("LigeroProof.Nonce", proof => WithOpening(proof, opening => opening with { Nonce = opening.Nonce + 1 })),
        ("LigeroProof.Openings", proof => WithOpening(proof, opening => opening with { Openings = opening.Openings.SetItem(7, (byte)~opening.Openings[7]) })),
        ("LigeroProof.Openings", proof => WithOpening(proof, opening => opening with { Openings = opening.Openings[1..] })),
        ("LigeroProof.Openings", proof => WithOpening(proof, opening => opening with { Openings = opening.Openings.Add(0) })),
        ("EvaluatedProof.Rounds", proof => WithBatch(proof, batch => batch with { Rounds = batch.Rounds with { Messages = [.. batch.Rounds.Messages.Reverse()] } })),
        ("EvaluatedProof.Evaluations", proof => WithBatch(proof, batch => batch with { Evaluations = Changed(batch.Evaluations) })),
        ("EvaluatedProof.Evaluations", proof => WithBatch(proof, batch => batch with { Evaluations = batch.Evaluations.Add(One) })),
        ("SumcheckProof.Messages", proof => WithBatch(proof, batch => batch with { Rounds = batch.Rounds with { Messages = Changed(batch.Rounds.Messages) } })),
        ("SumcheckProof.Messages", proof => WithBatch(proof, batch => batch with { Rounds = batch.Rounds with { Messages = batch.Rounds.Messages[1..] } })),
    ];

    /// <summary>The messages of a setup proof; what these consist of is attacked above.</summary>
    private static ImmutableArray<(string Field, Func<WeightsProof<Goldilocks2>, WeightsProof<Goldilocks2>> Change)> SetupAttacks { get; } =
    [
        ("WeightsProof.Witness", proof => proof with { Witness = default }),
        ("WeightsProof.Lookups", proof => proof with { Lookups = proof.Lookups with { Evaluations = [.. proof.Lookups.Evaluations.Reverse()] } }),
        ("WeightsProof.Lookups", proof => proof with { Lookups = proof.Lookups with { Layers = proof.Lookups.Layers.RemoveAt(0) } }),
        ("WeightsProof.Lookups", proof => proof with { Lookups = proof.Lookups with { Root = new(One, One) } }),
        ("WeightsProof.Opening", proof => proof with { Opening = proof.Opening with { Nonce = proof.Opening.Nonce + 1 } }),
        ("WeightsProof.Opening", proof => proof with { Opening = proof.Opening with { Rows = [Changed(proof.Opening.Rows[0]), .. proof.Opening.Rows[1..]] } }),
        ("WeightsProof.Opening", proof => proof with { Opening = proof.Opening with { Openings = proof.Opening.Openings.SetItem(7, (byte)~proof.Opening.Openings[7]) } }),
        ("WeightsProof.Opening", proof => proof with { Opening = proof.Opening with { Openings = proof.Opening.Openings.Add(0) } }),
        ("WeightsProof.Opening", proof => proof with { Opening = proof.Opening with { Batch = proof.Opening.Batch with { Evaluations = Changed(proof.Opening.Batch.Evaluations) } } }),
    ];

    [Fact]
    public void Accepts_the_proofs_that_are_attacked()
    {
        Assert.True(CircuitVerifier.TryVerify(Honest.Statement, Honest.Bytes, out _, out var error), error?.ToString());
        Assert.True(WeightsVerifier.TryVerify(Honest.Statement.Bound!, Honest.Setup, out _, out error), error?.ToString());
    }

    [Fact]
    public void Rejects_every_message_of_a_setup_proof_with_another_value()
    {
        var model = Honest.Statement.Bound!;
        var plan = new WeightsPlan(model.Layout, model.Profile);
        Assert.True(WeightsProofFormat.TryRead<Goldilocks2>(Honest.Setup, plan, out var proof, out _));
        Assert.Equal(Honest.Setup, WeightsProofFormat.Write(proof));
        Assert.All(SetupAttacks, attack => Refused(model, WeightsProofFormat.Write(attack.Change(proof)), attack.Field));
        for (int length = 0; length < Honest.Setup.Length; length += 1 + (length / 64))
            Refused(model, Honest.Setup[..length], "length");

        // What the proof is about is under its first challenge.
        Refused(model with { Root = default }, Honest.Setup, "root");
        Refused(model with { Profile = SecurityProfile.P128 }, Honest.Setup, "profile");
        Refused(model with { Profile = (SecurityProfile)99 }, Honest.Setup, "unknown profile");
        Refused(model with { Layout = WeightsLayout.TryCreate([.. model.Layout.Circuits.Reverse(), [new(1, 1, false)]])! }, Honest.Setup, "layout");

        static void Refused(BoundModel model, byte[] setup, string what)
        {
            Assert.False(WeightsVerifier.TryVerify(model, setup, out var report, out var error), what);
            Assert.Null(report);
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void Rejects_every_field_with_another_value()
    {
        Assert.True(CircuitProofFormat.TryRead<Goldilocks2>(Honest.Bytes, Honest.Plan, out var proof, out _));
        Assert.Equal(Honest.Bytes, CircuitProofFormat.Write(proof));
        Assert.All(Attacks, attack =>
        {
            var bytes = CircuitProofFormat.Write(attack.Change(proof));
            Assert.NotEqual(Honest.Bytes, bytes);
            Assert.False(CircuitVerifier.TryVerify(Honest.Statement, bytes, out _, out var error), attack.Field);
            Assert.NotEqual(ProofErrorCode.WrongStatement, error!.Code);
        });
    }

    [Fact]
    public void Every_field_of_every_message_has_an_attack()
    {
        var attacked = Attacks.Select(attack => attack.Field).Append(Unwritten).ToHashSet();
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        Collect(typeof(CircuitProof<Goldilocks2>), fields);
        Assert.Contains("LookupLayer.Rounds", fields);
        Assert.Contains("SumcheckProof.Messages", fields);
        Assert.Empty(fields.Except(attacked));
        Assert.Empty(attacked.Except(fields));

        var messages = new SortedSet<string>(StringComparer.Ordinal);
        Collect(typeof(WeightsProof<Goldilocks2>), messages);
        Assert.Equal(SetupAttacks.Select(attack => attack.Field).Distinct().Order(StringComparer.Ordinal), messages.Except(fields));
    }

    [Fact]
    public void Rejects_every_beginning_and_elements_that_are_not_reduced()
    {
        for (int length = 0; length < Honest.Bytes.Length; length += 1 + (length / 64))
            Assert.False(CircuitVerifier.TryVerify(Honest.Statement, Honest.Bytes.AsSpan(0, length), out _, out _));

        // The root's numerator is zero; with the order of the field added it has another encoding.
        byte[] bytes = [.. Honest.Bytes];
        ulong order = Goldilocks.Modulus;
        BitConverter.TryWriteBytes(bytes.AsSpan(Hash256.Size), order);
        Assert.False(CircuitVerifier.TryVerify(Honest.Statement, bytes, out _, out var error));
        Assert.Equal(ProofErrorCode.Malformed, error.Code);
    }

    private static void Collect(Type type, SortedSet<string> fields)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            if (!fields.Add($"{type.Name.Split('`')[0]}.{property.Name}"))
                continue;
            var inner = property.PropertyType;
            while (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
                inner = inner.GetGenericArguments()[0];
            if (inner.IsGenericType)
                Collect(inner, fields);
        }
    }

    private static (ProofStatement Statement, byte[] Bytes, WitnessPlan Plan, byte[] Setup) Make()
    {
        var random = new Random(4);
        int[] input = [.. Enumerable.Range(0, 32).Select(_ => random.Next(-8, 9))];
        Assert.True(CircuitExecutor.TryExecute(SampleCircuit.Sample, SampleCircuit.Weights, [input], default, out var execution, out _));
        var salt = Hash256.Read(new byte[32]);
        var committed = new CommittedWeights(WeightsLayout.TryCreate([SampleCircuit.Sample.Parameters])!, [SampleCircuit.Weights], SecurityProfile.P100, salt, Workers.One);
        var small = new SmallCircuit().Statement;
        var statement = small with
        {
            Bound = committed.Model,
            Slices =
            [
                small.Slices[0] with
                {
                    Circuit = SampleCircuit.Sample, Weights = null, WeightsRoot = default, BoundCircuit = 0,
                    Inputs = [new InputSource.Public([.. input])], Outputs = [new OutputUse([.. execution.Output(0)])],
                },
            ],
        };
        Assert.True(WitnessPlan.TryCreate(statement, out var plan, out var error), error?.ToString());
        return (statement, CircuitProver.Prove(statement, [execution], [], committed, salt, Workers.One), plan, WeightsProver.Prove(committed, salt, Workers.One));
    }

    private static ImmutableArray<Goldilocks2> Changed(ImmutableArray<Goldilocks2> elements) => elements.SetItem(0, elements[0] + One);

    private static CircuitProof<Goldilocks2> WithBound(CircuitProof<Goldilocks2> proof, Func<BoundOpening<Goldilocks2>, BoundOpening<Goldilocks2>> change) =>
        proof with { Bound = change(proof.Bound!) };

    private static CircuitProof<Goldilocks2> WithLookups(CircuitProof<Goldilocks2> proof, Func<LookupProof<Goldilocks2>, LookupProof<Goldilocks2>> change) =>
        proof with { Lookups = change(proof.Lookups) };

    private static CircuitProof<Goldilocks2> WithLayer(CircuitProof<Goldilocks2> proof, Func<LookupLayer<Goldilocks2>, LookupLayer<Goldilocks2>> change) =>
        WithLookups(proof, lookups => lookups with { Layers = lookups.Layers.SetItem(2, change(lookups.Layers[2])) });

    private static CircuitProof<Goldilocks2> WithOpening(CircuitProof<Goldilocks2> proof, Func<LigeroProof<Goldilocks2>, LigeroProof<Goldilocks2>> change) =>
        proof with { Opening = change(proof.Opening) };

    private static CircuitProof<Goldilocks2> WithBatch(CircuitProof<Goldilocks2> proof, Func<EvaluatedProof<Goldilocks2>, EvaluatedProof<Goldilocks2>> change) =>
        WithOpening(proof, opening => opening with { Batch = change(opening.Batch) });
}
