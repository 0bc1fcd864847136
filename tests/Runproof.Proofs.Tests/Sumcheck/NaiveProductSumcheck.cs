using System.Numerics;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>The product sumcheck as its page describes it, in big integers, from definitions: every sum runs over the whole cube in every round.</summary>
/// <typeparam name="E">The field whose transcript and encoding the protocol uses.</typeparam>
internal sealed class NaiveProductSumcheck<E>(BigIntegerField field, int variables, int degree)
    where E : struct, IField<E>
{
    public byte[] Prove(E[][] factors, E sum)
    {
        var transcript = Begin(sum);
        var tables = factors.Select(factor => factor.Select(field.From).ToArray()).ToArray();
        var bytes = new List<byte>();
        var point = new List<BigInteger[]>();
        for (int round = 0; round < variables; round++)
        {
            var values = Enumerable.Range(0, degree + 1).Select(x => Sum(tables, [.. point, field.Integer(x)])).ToArray();
            var coefficients = Coefficients(values);
            byte[] message = [.. coefficients.Where((_, power) => power != 1).SelectMany(BigIntegerField.Write)];
            bytes.AddRange(message);
            point.Add(Challenge(transcript, message));
        }

        return [.. bytes, .. tables.SelectMany(table => BigIntegerField.Write(Evaluate(table, point)))];
    }

    /// <summary>Whether the bytes are a proof that verifies, apart from what remains.</summary>
    public bool Verify(E claimed, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ((variables * degree) + degree) * E.EncodedSize)
            return false;
        var elements = new List<BigInteger[]>();
        for (int at = 0; at < bytes.Length; at += E.EncodedSize)
        {
            if (field.Read(bytes.Slice(at, E.EncodedSize)) is not { } element)
                return false;
            elements.Add(element);
        }

        var transcript = Begin(claimed);
        var sum = field.From(claimed);
        for (int round = 0; round < variables; round++)
        {
            var sent = elements.Skip(round * degree).Take(degree).ToList();
            var linear = BigIntegerField.Subtract(sum, BigIntegerField.Add(sent[0], sent[0]));
            foreach (var higher in sent.Skip(1))
                linear = BigIntegerField.Subtract(linear, higher);
            sent.Insert(1, linear);
            var r = Challenge(transcript, bytes.Slice(round * degree * E.EncodedSize, degree * E.EncodedSize));
            sum = Horner(sent, r);
        }

        var product = field.Integer(1);
        foreach (var value in elements.Skip(variables * degree))
            product = field.Multiply(product, value);
        return BigIntegerField.Equal(product, sum);
    }

    private Transcript Begin(E sum)
    {
        var transcript = Protocol.Transcript();
        transcript.Section("sumcheck");
        transcript.AppendUInt64("variables", (ulong)variables);
        transcript.AppendUInt64("degree", (ulong)degree);
        transcript.AppendElement("sum", sum);
        return transcript;
    }

    private BigInteger[] Challenge(Transcript transcript, ReadOnlySpan<byte> message)
    {
        var elements = new E[degree];
        for (int i = 0; i < degree; i++)
            Assert.True(E.TryRead(message.Slice(i * E.EncodedSize, E.EncodedSize), out elements[i]));
        transcript.AppendElements<E>("round", elements);
        return field.From(transcript.DrawChallenge<E>("challenge"));
    }

    /// <summary>Σ over the variables behind the point of the product at (point, x).</summary>
    private BigInteger[] Sum(BigInteger[][][] tables, List<BigInteger[]> point)
    {
        var sum = field.Zero;
        int free = variables - point.Count;
        for (int x = 0; x < 1 << free; x++)
        {
            var at = point.Concat(Enumerable.Range(0, free).Select(j => field.Integer(x >> (free - 1 - j) & 1))).ToList();
            sum = BigIntegerField.Add(sum, tables.Aggregate(field.Integer(1), (product, table) => field.Multiply(product, Evaluate(table, at))));
        }

        return sum;
    }

    private BigInteger[] Evaluate(BigInteger[][] table, List<BigInteger[]> point)
    {
        var sum = field.Zero;
        for (int x = 0; x < table.Length; x++)
        {
            var term = table[x];
            for (int j = 0; j < point.Count; j++)
                term = field.Multiply(term, (x >> (point.Count - 1 - j) & 1) == 1 ? point[j] : BigIntegerField.Subtract(field.Integer(1), point[j]));
            sum = BigIntegerField.Add(sum, term);
        }

        return sum;
    }

    /// <summary>Lagrange's interpolation through the values at 0, 1, ….</summary>
    private BigInteger[][] Coefficients(BigInteger[][] values)
    {
        var sum = values.Select(_ => field.Zero).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            List<BigInteger[]> basis = [values[i]];
            for (int j = 0; j < values.Length; j++)
            {
                if (j == i)
                    continue;
                var next = Enumerable.Range(0, basis.Count + 1).Select(_ => field.Zero).ToList();
                for (int power = 0; power < basis.Count; power++)
                {
                    var scaled = field.Multiply(basis[power], field.Inverse(i - j));
                    next[power + 1] = BigIntegerField.Add(next[power + 1], scaled);
                    next[power] = BigIntegerField.Subtract(next[power], field.Multiply(scaled, field.Integer(j)));
                }

                basis = next;
            }

            for (int power = 0; power < basis.Count; power++)
                sum[power] = BigIntegerField.Add(sum[power], basis[power]);
        }

        return sum;
    }

    private BigInteger[] Horner(List<BigInteger[]> coefficients, BigInteger[] x)
    {
        var value = field.Zero;
        for (int power = coefficients.Count - 1; power >= 0; power--)
            value = BigIntegerField.Add(field.Multiply(value, x), coefficients[power]);
        return value;
    }
}
