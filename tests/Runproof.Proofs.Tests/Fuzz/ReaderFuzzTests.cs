using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Commitments;
using Runproof.Proofs.Tests.Lookups;

namespace Runproof.Proofs.Tests.Fuzz;

/// <summary>No reader throws on any bytes, whatever it reads it writes back as it was, and what it refuses for its length costs next to nothing.</summary>
public sealed class ReaderFuzzTests
{
    private const int Rounds = 20_000;
    private const int Longest = 1 << 15;
    private const int Allowance = 4096;

    private delegate byte[]? Reader(ReadOnlySpan<byte> source);

    private static readonly LookupStatement<Goldilocks> Statement = LookupExample.Create(1, [3, 5], (0, 2), (1, 3)).Statement;
    private static readonly LigeroExample Ligero = new(11, (5, 4), (2, 2));
    private static readonly MerkleShape Shape = new(4, 5, salted: true);

    private static readonly Dictionary<string, (Reader Read, byte[] Sample)> Readers = new()
    {
        ["Goldilocks"] = (Element<Goldilocks>, new byte[8]),
        ["Goldilocks2"] = (Element<Goldilocks2>, new byte[16]),
        ["Goldilocks3"] = (Element<Goldilocks3>, new byte[24]),
        ["SumcheckProof"] = (ReadRounds, new byte[SumcheckFormat.Size<Goldilocks2>(5, 3)]),
        ["EvaluatedProof"] = (ReadEvaluated, new byte[SumcheckFormat.Size<Goldilocks3>(4, 2, 3)]),
        ["LookupProof"] = (ReadLookup, new byte[LookupProofFormat.EncodedSize<Goldilocks2, Goldilocks>(Statement)]),
        ["LigeroCommitment"] = (ReadCommitment, Commitment()),
        ["LigeroProof"] = (ReadOpening, LigeroExample.Bytes(Ligero.Prove())),
        ["MerkleMultiproof"] = (ReadMerkle, new byte[Shape.OpeningLength([2, 7])]),
        ["SecurityParameters"] = (ReadParameters, SecurityParametersFormat.Write(Ligero.Parameters)),
    };

    public static TheoryData<string> Names => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_what_it_writes_and_never_throws(string name)
    {
        var (read, sample) = Readers[name];
        Assert.Equal(sample, read(sample));
        var random = new Random(17);
        int accepted = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = Mutate(sample, random);
            if (read(bytes) is not { } written)
                continue;
            accepted++;
            Assert.Equal(bytes, written);
        }

        Assert.NotEqual(0, accepted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Allocates_little_for_a_length_that_it_refuses(string name)
    {
        var (read, sample) = Readers[name];
        var bytes = new byte[64 * Longest];
        read(bytes);
        read([]);
        foreach (int length in (int[])[0, 1, 7, bytes.Length])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            byte[]? written = read(bytes.AsSpan(0, length));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Null(written);
            Assert.InRange(allocated, 0, Allowance);
        }
    }

    /// <summary>Flips, words of all ones, other lengths and noise, one to three at once.</summary>
    private static byte[] Mutate(byte[] sample, Random random)
    {
        byte[] bytes = [.. sample];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            switch (random.Next(bytes.Length == 0 ? 1 : 5))
            {
                case 0:
                    Array.Resize(ref bytes, random.Next(4) == 0 ? random.Next(Longest) : Math.Max(0, bytes.Length + random.Next(-9, 9)));
                    break;
                case 1:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    int word = random.Next(bytes.Length) & ~7;
                    bytes.AsSpan(word, Math.Min(8, bytes.Length - word)).Fill(0xFF);
                    break;
                case 3:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    break;
                default:
                    random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                    break;
            }
        }

        return bytes;
    }

    private static byte[]? Element<F>(ReadOnlySpan<byte> source)
        where F : struct, IField<F>
    {
        if (!F.TryRead(source, out F value))
            return null;
        var bytes = new byte[F.EncodedSize];
        F.Write(value, bytes);
        return bytes;
    }

    private static byte[]? ReadRounds(ReadOnlySpan<byte> source)
    {
        if (!SumcheckFormat.TryRead<Goldilocks2>(5, 3, source, out var proof, out _))
            return null;
        var bytes = new byte[source.Length];
        SumcheckFormat.Write(proof, bytes);
        return bytes;
    }

    private static byte[]? ReadEvaluated(ReadOnlySpan<byte> source)
    {
        if (!SumcheckFormat.TryRead<Goldilocks3>(4, 2, 3, source, out var proof, out _))
            return null;
        var bytes = new byte[source.Length];
        SumcheckFormat.Write(proof, bytes);
        return bytes;
    }

    private static byte[]? ReadLookup(ReadOnlySpan<byte> source) =>
        LookupProofFormat.TryRead<Goldilocks2, Goldilocks>(source, Statement, out var proof, out _) ? LookupProofFormat.Write(proof) : null;

    private static byte[]? ReadCommitment(ReadOnlySpan<byte> source)
    {
        if (!LigeroFormat.TryRead(source, out var commitment, out _))
            return null;
        var bytes = new byte[LigeroFormat.CommitmentSize];
        LigeroFormat.Write(commitment, bytes);
        return bytes;
    }

    private static byte[]? ReadOpening(ReadOnlySpan<byte> source) =>
        LigeroFormat.TryRead<Goldilocks2>(source, Ligero.Geometries, out var proof, out _) ? LigeroExample.Bytes(proof) : null;

    private static byte[]? ReadMerkle(ReadOnlySpan<byte> source)
    {
        if (!MerkleMultiproof.TryRead(source, Shape, [2, 7], out var opening, out _))
            return null;
        var bytes = new byte[opening!.EncodedLength];
        opening.Write(bytes);
        return bytes;
    }

    private static byte[]? ReadParameters(ReadOnlySpan<byte> source) =>
        SecurityParametersFormat.TryRead(source, out var parameters, out _) ? SecurityParametersFormat.Write(parameters) : null;

    private static byte[] Commitment()
    {
        var bytes = new byte[LigeroFormat.CommitmentSize];
        LigeroFormat.Write(Ligero.Commitments[0], bytes);
        return bytes;
    }
}
