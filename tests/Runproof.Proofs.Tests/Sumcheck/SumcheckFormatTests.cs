using System.Buffers.Binary;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

public sealed class SumcheckFormatTests
{
    private const int Variables = 3;
    private const int Degree = 2;

    [Fact]
    public void What_is_written_reads_back()
    {
        var (claim, proof, bytes) = Written();

        Assert.True(SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree, Degree, bytes, out var read, out var error), error?.ToString());
        Assert.Equal(proof.Rounds.Messages, read.Rounds.Messages);
        Assert.Equal(proof.Evaluations, read.Evaluations);
        Assert.Null(Protocol.Verify(claim, read));

        Assert.True(SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree, bytes.AsSpan(0, SumcheckFormat.Size<Goldilocks2>(Variables, Degree)), out var rounds, out _));
        var again = new byte[SumcheckFormat.Size<Goldilocks2>(Variables, Degree)];
        SumcheckFormat.Write(rounds, again);
        Assert.Equal(bytes[..again.Length], again);
    }

    [Fact]
    public void A_proof_without_rounds_has_no_bytes_but_its_evaluations()
    {
        Assert.True(SumcheckFormat.TryRead<Goldilocks2>(0, 3, [], out var rounds, out _));
        Assert.Empty(rounds.Messages);
        Assert.Equal(2 * Goldilocks2.EncodedSize, SumcheckFormat.Size<Goldilocks2>(0, 2, 2));
    }

    [Fact]
    public void Rejects_every_other_length()
    {
        var (_, _, bytes) = Written();

        for (int length = 0; length <= bytes.Length + Goldilocks2.EncodedSize; length++)
        {
            if (length == bytes.Length)
                continue;
            Assert.False(SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree, Degree, Resized(bytes, length), out _, out var error));
            Assert.Equal(new SumcheckError(SumcheckErrorCode.WrongLength, bytes.Length, length), error);
            Assert.False(SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree + 1, Resized(bytes, Math.Min(length, 100)), out _, out error));
            Assert.Equal(SumcheckErrorCode.WrongLength, error.Code);
        }
    }

    [Fact]
    public void Rejects_every_element_that_is_not_below_the_modulus()
    {
        var (_, _, bytes) = Written();

        for (int at = 0; at < bytes.Length; at += Goldilocks.EncodedSize)
        {
            foreach (ulong representative in (ulong[])[Goldilocks.Modulus, Goldilocks.Modulus + 1, ulong.MaxValue])
            {
                var changed = (byte[])bytes.Clone();
                BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(at), representative);
                Assert.False(SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree, Degree, changed, out _, out var error));
                Assert.Equal(new SumcheckError(SumcheckErrorCode.NonCanonicalElement, 0, at - (at % Goldilocks2.EncodedSize)), error);
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_is_refused_by_the_reader_or_by_the_verifier()
    {
        var (claim, _, bytes) = Written();

        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (SumcheckFormat.TryRead<Goldilocks2>(Variables, Degree, Degree, changed, out var read, out var error))
                Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim, read));
            else
                Assert.Equal(SumcheckErrorCode.NonCanonicalElement, error.Code);
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_writes_back_the_same()
    {
        var random = new Random(51);
        for (int trial = 0; trial < 20_000; trial++)
        {
            int variables = random.Next(5), degree = random.Next(1, 4), evaluations = random.Next(4);
            var bytes = new byte[random.Next(4) == 0 ? random.Next(300) : SumcheckFormat.Size<Goldilocks3>(variables, degree, evaluations)];
            random.NextBytes(bytes);
            for (int element = 0; element < 2; element++)
            {
                if (bytes.Length > 8 && random.Next(2) == 0)
                    bytes.AsSpan(random.Next(bytes.Length - 8), 8).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
            }

            if (!SumcheckFormat.TryRead<Goldilocks3>(variables, degree, evaluations, bytes, out var proof, out var error))
            {
                Assert.True(error.Code is SumcheckErrorCode.WrongLength or SumcheckErrorCode.NonCanonicalElement);
                continue;
            }

            var again = new byte[bytes.Length];
            SumcheckFormat.Write(proof, again);
            Assert.Equal(bytes, again);
        }
    }

    private static (SumcheckClaim<Goldilocks2> Claim, EvaluatedProof<Goldilocks2> Proof, byte[] Bytes) Written()
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(52), Variables, Degree);
        var proof = Protocol.Prove(factors);
        var bytes = new byte[SumcheckFormat.Size<Goldilocks2>(Variables, Degree, Degree)];
        SumcheckFormat.Write(proof, bytes);
        return (Protocol.Claim(factors), proof, bytes);
    }

    private static byte[] Resized(byte[] bytes, int length)
    {
        Array.Resize(ref bytes, length);
        return bytes;
    }
}
