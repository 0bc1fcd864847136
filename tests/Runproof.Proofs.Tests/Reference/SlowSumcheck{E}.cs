using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Reference;

/// <summary>The verifiers of docs/prove/sumcheck.md, in big integers and from definitions. What they leave open is for the caller to compare.</summary>
/// <typeparam name="E">The field whose transcript and encoding the protocol uses.</typeparam>
internal static class SlowSumcheck<E>
    where E : struct, IField<E>
{
    /// <summary>Follows the rounds of a plain sum; the value that remains, at the point of the challenges.</summary>
    public static (Slow<E>[] Point, Slow<E> Value) Plain(Transcript transcript, int variables, int degree, Slow<E> sum, ReadOnlySpan<Slow<E>> messages)
    {
        transcript.Section("sumcheck");
        transcript.AppendUInt64("variables", (ulong)variables);
        transcript.AppendUInt64("degree", (ulong)degree);
        Append(transcript, "sum", sum);
        var point = new Slow<E>[variables];
        for (int round = 0; round < variables; round++)
        {
            Slow<E>[] sent = [.. messages.Slice(round * degree, degree)];
            point[round] = Challenge(transcript, sent);
            var linear = sum - sent[0] - sent[0];
            foreach (var higher in sent.Skip(1))
                linear -= higher;
            sum = Horner([sent[0], linear, .. sent.Skip(1)], point[round]);
        }

        return (point, sum);
    }

    /// <summary>Follows the rounds of a sum weighted with eq(z, ·).</summary>
    public static (Slow<E>[] Point, Slow<E> Value) Eq(Transcript transcript, Slow<E>[] z, int degree, Slow<E> sum, ReadOnlySpan<Slow<E>> messages)
    {
        transcript.Section("eq-sumcheck");
        transcript.AppendUInt64("degree", (ulong)degree);
        Append(transcript, "point", z);
        Append(transcript, "sum", sum);
        var point = new Slow<E>[z.Length];
        for (int round = 0; round < z.Length; round++)
        {
            Slow<E>[] sent = [.. messages.Slice(round * degree, degree)];
            point[round] = Challenge(transcript, sent);
            var constant = sum;
            foreach (var coefficient in sent)
                constant -= z[round] * coefficient;
            sum = Horner([constant, .. sent], point[round]);
        }

        return (point, sum);
    }

    /// <summary>Follows a batch of linear claims; the values that remain, or nothing when it is refused.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="claim">What is claimed: read as data only.</param>
    /// <param name="elements">The whole proof.</param>
    public static (Slow<E>[] Point, Slow<E>[] Values)? Batch(Transcript transcript, LinearBatchClaim<E> claim, Slow<E>[] elements)
    {
        int rounds = claim.Variables.IsEmpty ? 0 : claim.Variables.Max();
        if (elements.Length != (2 * rounds) + claim.Variables.Length)
            return null;
        transcript.Section("linear-batch");
        transcript.AppendUInt64("polynomials", (ulong)claim.Variables.Length);
        foreach (int variables in claim.Variables)
            transcript.AppendUInt64("variables", (ulong)variables);
        transcript.AppendUInt64("claims", (ulong)claim.Claims.Length);
        foreach (var each in claim.Claims)
        {
            transcript.AppendUInt64("terms", (ulong)each.Terms.Length);
            foreach (var term in each.Terms)
            {
                transcript.AppendUInt64("polynomial", (ulong)term.Polynomial);
                AppendForm(transcript, term.Form);
            }

            Append(transcript, "value", Slow<E>.From(each.Value));
        }

        var factor = Draw(transcript, "factor");
        Slow<E> sum = Slow<E>.Zero, power = Slow<E>.One;
        foreach (var each in claim.Claims)
        {
            sum += power * Slow<E>.From(each.Value);
            power *= factor;
        }

        var (point, remaining) = Plain(transcript, rounds, 2, sum, elements.AsSpan(0, 2 * rounds));
        var values = elements[(2 * rounds)..];
        Append(transcript, "evaluations", values);
        Slow<E> expected = Slow<E>.Zero;
        power = Slow<E>.One;
        foreach (var each in claim.Claims)
        {
            foreach (var term in each.Terms)
                expected += power * Extension(Weights(term.Form, rounds), point) * values[term.Polynomial];
            power *= factor;
        }

        return expected == remaining ? (point, values) : null;
    }

    /// <summary>The multilinear extension of a table at a point, term by term.</summary>
    public static Slow<E> Extension(Slow<E>[] table, ReadOnlySpan<Slow<E>> point)
    {
        var weights = EqTable(point);
        var sum = Slow<E>.Zero;
        for (int x = 0; x < table.Length; x++)
            sum += table[x] * weights[x];
        return sum;
    }

    /// <summary>eq(point, x) for every point x of the cube.</summary>
    public static Slow<E>[] EqTable(ReadOnlySpan<Slow<E>> point)
    {
        Slow<E>[] table = [Slow<E>.One];
        foreach (var coordinate in point)
            table = [.. table.SelectMany(value => new[] { value - (value * coordinate), value * coordinate })];
        return table;
    }

    /// <summary>eq(point, x) for a point x of the cube.</summary>
    public static Slow<E> Eq(ReadOnlySpan<Slow<E>> point, int x)
    {
        var product = Slow<E>.One;
        for (int j = 0; j < point.Length; j++)
            product *= (x >> (point.Length - 1 - j) & 1) == 1 ? point[j] : Slow<E>.One - point[j];
        return product;
    }

    public static void Append(Transcript transcript, string label, params Slow<E>[] values) =>
        transcript.AppendElements<E>(label, [.. values.Select(value => value.ToElement())]);

    public static Slow<E> Draw(Transcript transcript, string label) => Slow<E>.From(transcript.DrawChallenge<E>(label));

    private static Slow<E> Challenge(Transcript transcript, Slow<E>[] message)
    {
        Append(transcript, "round", message);
        return Draw(transcript, "challenge");
    }

    private static Slow<E> Horner(Slow<E>[] coefficients, Slow<E> x) => coefficients.Reverse().Aggregate(Slow<E>.Zero, (value, next) => (value * x) + next);

    private static void AppendForm(Transcript transcript, ILinearForm<E> form)
    {
        if (form is PointForm<E> at)
        {
            Append(transcript, "point", Slow<E>.From(at.Point));
            return;
        }

        var runs = ((SegmentForm<E>)form).Runs;
        transcript.AppendUInt64("segments", (ulong)runs.Length);
        foreach (var (start, weights) in runs)
        {
            transcript.AppendUInt64("start", (ulong)start);
            transcript.AppendUInt64("length", (ulong)weights.Length);
        }
    }

    /// <summary>The weights of a form on a polynomial that has as many variables as the largest: zero wherever one that it lacks is 1.</summary>
    private static Slow<E>[] Weights(ILinearForm<E> form, int variables)
    {
        var weights = new Slow<E>[1 << variables];
        if (form is PointForm<E> at)
        {
            EqTable(Slow<E>.From(at.Point)).CopyTo(weights, 0);
            return weights;
        }

        foreach (var (start, run) in ((SegmentForm<E>)form).Runs)
        {
            for (int i = 0; i < run.Length; i++)
                weights[start + i] += Slow<E>.From(run.Span[i]);
        }

        return weights;
    }
}
