using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Runproof.Proofs.Hashing;

namespace Runproof.Proofs.Tests.Hashing;

public sealed class Blake3Tests
{
    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 5_000_003).Select(i => (byte)(i % 251))];

    private static readonly Blake3Mode OfficialKey = Blake3Mode.Keyed("whats the Elvish word for friend"u8);

    private delegate void Kernel(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output);

    private static string[][] Golden { get; } =
        [.. File.ReadLines(Repository.PathOf("tests", "Runproof.Proofs.Tests", "Hashing", "Golden", "blake3-v1.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))];

    [Fact]
    public void Every_length_to_4096_hashes_as_the_reference_implementation_does()
    {
        foreach (var (name, mode) in new[] { ("hash", Blake3Mode.Hash), ("keyed", OfficialKey) })
        {
            var digests = Enumerable.Range(0, 4097).SelectMany(n => Blake3.Hash(mode, Pattern.AsSpan(0, n)).ToArray()).ToArray();

            string expected = Golden.Single(row => row[0] == name && row[1] == "all-0-4096")[2];
            Assert.Equal(expected, Blake3.Hash(Blake3Mode.Hash, digests).ToString());
        }
    }

    [Fact]
    public void Single_golden_digests_agree_up_to_long_inputs()
    {
        var rows = Golden.Where(row => row[1] != "all-0-4096").ToArray();

        Assert.Equal(80, rows.Length);
        foreach (var row in rows)
        {
            var mode = row[0] == "keyed" ? OfficialKey : Blake3Mode.Hash;
            Assert.Equal(row[2], Blake3.Hash(mode, Pattern.AsSpan(0, int.Parse(row[1], CultureInfo.InvariantCulture))).ToString());
        }
    }

    [Fact]
    public void Messages_in_a_batch_hash_as_each_does_alone()
    {
        foreach (int length in (int[])[0, 1, 9, 32, 63, 64, 65, 100, 128, 1000, 1023, 1024, 1025, 2048, 2049, 3000, 4096, 5121, 20_000])
        {
            foreach (int count in (int[])[0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 130])
            {
                var hashes = new Hash256[count];
                Blake3.HashMany(OfficialKey, Pattern.AsSpan(0, length * count), length, hashes);

                Assert.Equal(Enumerable.Range(0, count).Select(i => Blake3.Hash(OfficialKey, Pattern.AsSpan(i * length, length))), hashes);
            }
        }
    }

    [Fact]
    public void The_AVX_512_kernel_equals_the_scalar_reference()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "the processor has no AVX-512");
        KernelsAgree(Blake3Kernels.HashAvx512);
    }

    [Fact]
    public void The_AVX2_kernel_equals_the_scalar_reference()
    {
        Assert.SkipUnless(Avx2.IsSupported, "the processor has no AVX2");
        KernelsAgree(Blake3Kernels.HashAvx2);
    }

    [Fact]
    public void Kernels_join_neighbours_in_place()
    {
        var values = Pattern.AsSpan(0, 64 * 41);
        var expected = new byte[32 * 41];
        var batch = Blake3Batch.Parents(41, 64, 32, root: false);
        Blake3Kernels.HashScalar(OfficialKey, in batch, values, expected);

        var kernels = new List<Kernel> { Blake3Kernels.HashScalar };
        if (Avx2.IsSupported)
            kernels.Add(Blake3Kernels.HashAvx2);
        if (Avx512F.IsSupported)
            kernels.Add(Blake3Kernels.HashAvx512);
        foreach (var kernel in kernels)
        {
            byte[] place = values.ToArray();
            kernel(OfficialKey, in batch, place, place);
            Assert.Equal(expected, place[..expected.Length]);
        }
    }

    [Fact]
    public void Names_keys_and_plain_hashing_are_different_functions()
    {
        Blake3Mode[] modes = [Blake3Mode.Hash, OfficialKey, Blake3Mode.Domain("a"), Blake3Mode.Domain("b"), Blake3Mode.Keyed(new byte[32])];

        Assert.Equal(modes.Length, modes.Select(mode => Blake3.Hash(mode, "message"u8)).Distinct().Count());
        Assert.Equal(Blake3.Hash(Blake3Mode.Keyed(Blake3.Hash(Blake3Mode.Hash, "a"u8)), "m"u8), Blake3.Hash(Blake3Mode.Domain("a"), "m"u8));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_our_bug()
    {
        Assert.Throws<ArgumentException>(() => Blake3Mode.Keyed(new byte[31]));
        Assert.Throws<ArgumentException>(() => Blake3.HashMany(Blake3Mode.Hash, new byte[63], 32, new Hash256[2]));
        Assert.Throws<ArgumentException>(() => Hash256.Read(new byte[33]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blake3Kernels.HashScalar(Blake3Mode.Hash, Blake3Batch.Chunks(2, 64, 64, 32), new byte[127], new byte[64]));
    }

    private static void KernelsAgree(Kernel kernel)
    {
        // The carry of the chunk counter into its upper word falls inside the lanes.
        ulong[] counters = [0, 5, uint.MaxValue - 2, ulong.MaxValue - 40];
        foreach (int count in (int[])[1, 2, 7, 8, 9, 15, 16, 17, 33])
        {
            foreach (int length in (int[])[0, 1, 63, 64, 65, 127, 128, 129, 640, 1023, 1024])
            {
                foreach (ulong counter in counters)
                {
                    var batch = Blake3Batch.Chunks(count, length, length + 3, 40, root: count % 2 == 0) with { Counter = counter, CounterStep = (uint)(count % 3 == 0 ? 0 : 1) };
                    var data = Pattern.AsSpan(17, (int)batch.Extent);
                    byte[] expected = new byte[batch.OutputExtent];
                    byte[] actual = new byte[batch.OutputExtent];
                    Blake3Kernels.HashScalar(OfficialKey, in batch, data, expected);
                    kernel(OfficialKey, in batch, data, actual);

                    Assert.Equal(expected, actual);
                }
            }
        }
    }
}
