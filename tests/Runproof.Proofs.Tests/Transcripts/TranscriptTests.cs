using System.Globalization;
using System.Reflection;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Tests.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Transcripts;

public sealed class TranscriptTests
{
    private static readonly byte[] Counting = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void What_is_drawn_is_what_the_specification_says()
    {
        var golden = File.ReadLines(Repository.PathOf("tests", "Runproof.Proofs.Tests", "Transcripts", "Golden", "transcript.v1.txt"))
            .Where(line => !line.StartsWith('#')).ToArray();
        var log = new List<string>();
        var drawn = new List<string>();
        var transcript = new Transcript("golden", 1, "p100", log);
        transcript.AppendBytes("bytes", Counting.AsSpan(0, 7));
        transcript.AppendHash("root", Hash256.Read(Counting));
        drawn.Add(Draw<Goldilocks2>(transcript, "alpha", 3));
        drawn.Add(Draw<Goldilocks3>(transcript, "beta", 1));
        transcript.Section("part");
        transcript.AppendElements<Goldilocks>("values", [Goldilocks.FromInt64(5), Goldilocks.FromInt64(-1)]);
        transcript.AppendElements<Goldilocks2>("none", []);
        Assert.True(transcript.TryGrind("work", 7, 10_000, out ulong nonce, TestContext.Current.CancellationToken));
        drawn.Add(string.Create(CultureInfo.InvariantCulture, $"work {nonce}"));
        drawn.Add("queries " + string.Join(' ', transcript.DrawIndices("queries", 20, 100)));
        drawn.Add("all " + string.Join(' ', transcript.DrawIndices("all", 8, 8)));
        drawn.Add(Draw<Goldilocks>(transcript, "last", 2));

        Assert.Equal(golden, drawn);
        Assert.Equal(
            [
                "bytes protocol [6]", "u64 version", "bytes profile [4]", "bytes bytes [7]", "hash root", "challenge alpha [3 of 16]", "challenge beta [1 of 24]",
                "section part", "elements values [2 of 8]", "elements none [0 of 16]", "work work [7 bits]", "indices queries [20 below 100]",
                "indices all [8 below 8]", "challenge last [2 of 8]",
            ],
            log);
    }

    [Fact]
    public void Every_appended_bit_moves_the_next_challenge()
    {
        var seen = new HashSet<Goldilocks2>();
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] flipped = [.. Counting];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(After(t => t.AppendHash("x", Hash256.Read(flipped)))));
            Assert.True(seen.Add(After(t => t.AppendBytes("x", flipped))));
        }

        for (int bit = 0; bit < 64; bit++)
        {
            Assert.True(seen.Add(After(t => t.AppendUInt64("x", 1UL << bit))));
            if (bit < 63)
                Assert.True(seen.Add(After(t => t.AppendElement("x", Goldilocks.FromInt64(1L << bit)))));
        }
    }

    [Fact]
    public void Different_histories_never_meet()
    {
        byte[] eight = BitConverter.GetBytes(7UL);
        Action<Transcript>[] histories =
        [
            t => { },
            t => t.Section("a"),
            t => t.Section("b"),
            t => t.AppendBytes("a", []),
            t => t.AppendBytes("b", []),
            t => t.AppendBytes("ab", [1]),
            t => t.AppendBytes("a", "b\u0001"u8),

            // The same bytes under every kind.
            t => t.AppendBytes("a", eight),
            t => t.AppendUInt64("a", 7),
            t => t.AppendElement("a", Goldilocks.FromInt64(7)),
            t => t.AppendBytes("a", Counting),
            t => t.AppendHash("a", Hash256.Read(Counting)),

            // The same elements cut in other ways, of other fields and in another order.
            t => t.AppendElements<Goldilocks>("a", [Goldilocks.FromInt64(7), Goldilocks.FromInt64(8)]),
            t => t.AppendElements<Goldilocks>("a", [Goldilocks.FromInt64(8), Goldilocks.FromInt64(7)]),
            t => t.AppendElement("a", Goldilocks2.FromCoefficients([Goldilocks.FromInt64(7), Goldilocks.FromInt64(8)])),
            t => Twice(t, "a", 7, "a", 8),
            t => Twice(t, "a", 8, "a", 7),
            t => Twice(t, "a", 7, "b", 8),
            t => Twice(t, "b", 8, "a", 7),
            t => t.AppendElements<Goldilocks>("a", [Goldilocks.FromInt64(7), Goldilocks.FromInt64(8), Goldilocks.Zero]),

            // An item whose payload holds the encoding of another.
            t => t.AppendBytes("a", (byte[])[3, 1, (byte)'a', 0, 0, 0, 0, 0, 0, 0, 0]),
            t => TwiceEmpty(t),

            // What was drawn before is history too, and so is how much of it.
            t => t.DrawChallenge<Goldilocks2>("a"),
            t => t.DrawChallenges("a", new Goldilocks2[2]),
            t => t.DrawChallenge<Goldilocks3>("a"),
            t => t.DrawIndices("a", 1, 4),
            t => t.DrawIndices("a", 2, 4),
            t => t.DrawIndices("a", 1, 5),
            t => t.TryCheckWork("a", 0, 0),
            t => t.TryCheckWork("a", 0, 1),
            t => t.TryCheckWork("a", 1, 1),
        ];
        var challenges = histories.Select(After).ToList();
        challenges.AddRange(new[] { new Transcript("test", 2, "p100"), new("test", 1, "p128"), new("tes", 1, "tp100") }.Select(t => t.DrawChallenge<Goldilocks2>("c")));

        Assert.Equal(histories.Length + 3, challenges.Distinct().Count());
        Assert.Equal(challenges[..histories.Length], histories.Select(After));
    }

    [Fact]
    public void Challenges_after_one_another_differ_without_a_message_between()
    {
        var transcript = new Transcript("test", 1, "p100");

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => transcript.DrawChallenge<Goldilocks2>("c")).Distinct().Count());
    }

    [Fact]
    public void A_prover_who_freezes_a_challenge_is_refused()
    {
        // Toy protocol: the prover claims the two columns a = 3 and b = 4; one challenge folds the claims. A prover who knew the challenge beforehand
        // could choose wrong columns with the right fold.
        var (a, b) = (Goldilocks2.FromInt64(3), Goldilocks2.FromInt64(4));
        Assert.True(FoldMatches(a, b));

        var frozen = After(t => t.Section("fold"));
        var wrongB = b + Goldilocks2.One;
        var wrongA = a - frozen;
        Assert.Equal(a + (frozen * b), wrongA + (frozen * wrongB));
        Assert.False(FoldMatches(wrongA, wrongB));

        // Also with the challenge of the honest messages, which a replay would have seen.
        var replayed = Fold(a, b);
        Assert.False(FoldMatches(a - replayed, wrongB));

        static Goldilocks2 Fold(Goldilocks2 first, Goldilocks2 second) => After(t =>
        {
            t.Section("fold");
            t.AppendElements<Goldilocks2>("claims", [first, second]);
        });

        bool FoldMatches(Goldilocks2 first, Goldilocks2 second)
        {
            var challenge = Fold(first, second);
            return first + (challenge * second) == a + (challenge * b);
        }
    }

    [Fact]
    public void Challenges_reach_every_element_evenly()
    {
        // 257 elements in two bytes: 255 of 256 candidates are refused, and reduction would favour none visibly, but a clamp or a wrap would.
        var transcript = new Transcript("test", 1, "tiny");
        var challenges = new TinyField[20 * TinyField.Modulus];
        transcript.DrawChallenges("c", challenges);

        var counts = challenges.GroupBy(challenge => challenge.Value).ToDictionary(same => same.Key, same => same.Count());
        double chiSquare = counts.Values.Sum(count => (count - 20.0) * (count - 20.0) / 20);
        Assert.Equal(TinyField.Modulus, counts.Count);
        Assert.InRange(chiSquare, 150, 400);
    }

    [Fact]
    public void Indices_are_ascending_different_and_even()
    {
        var transcript = new Transcript("test", 1, "p100");
        foreach (var (count, bound) in new[] { (1, 1), (1, 2), (5, 5), (124, 4096), (200, 257), (3, int.MaxValue), (1024, 1024) })
        {
            int[] indices = transcript.DrawIndices("i", count, bound);
            Assert.Equal(count, indices.Length);
            Assert.Equal(indices.Distinct().Order(), indices);
            Assert.All(indices, index => Assert.InRange(index, 0, bound - 1));
        }

        int[] hits = new int[10];
        for (int round = 0; round < 2000; round++)
        {
            foreach (int index in transcript.DrawIndices("i", 3, hits.Length))
                hits[index]++;
        }

        Assert.All(hits, count => Assert.InRange(count, 500, 700));
    }

    [Fact]
    public void Work_is_found_and_checked()
    {
        foreach (int bits in (int[])[0, 1, 5, 12])
        {
            Transcript prover = new("test", 1, "p100"), verifier = new("test", 1, "p100");
            Assert.True(prover.TryGrind("work", bits, ulong.MaxValue, out ulong nonce, TestContext.Current.CancellationToken));
            Assert.True(verifier.TryCheckWork("work", bits, nonce));
            Assert.Equal(prover.DrawIndices("i", 9, 1000), verifier.DrawIndices("i", 9, 1000));

            // The lowest nonce is the first that is right; half of all further ones must fail even at one bit.
            for (ulong lower = 0; lower < nonce; lower++)
                Assert.False(new Transcript("test", 1, "p100").TryCheckWork("work", bits, lower));
            Assert.Contains(Enumerable.Range(1, 64), more => !new Transcript("test", 1, "p100").TryCheckWork("work", bits, nonce + (ulong)more));
        }

        var other = new Transcript("test", 1, "p100");
        Assert.False(other.TryGrind("work", 40, 300, out _, TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => new Transcript("test", 1, "p100").TryGrind("work", 40, ulong.MaxValue, out _, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Work_for_one_history_is_none_for_another()
    {
        new Transcript("test", 1, "p100").TryGrind("work", 16, ulong.MaxValue, out ulong nonce, TestContext.Current.CancellationToken);
        var moved = new Transcript("test", 1, "p100");
        moved.AppendUInt64("claim", 1);

        Assert.True(new Transcript("test", 1, "p100").TryCheckWork("work", 16, nonce));
        Assert.False(moved.TryCheckWork("work", 16, nonce));
        Assert.False(new Transcript("test", 1, "p100").TryCheckWork("other", 16, nonce));
        Assert.False(new Transcript("test", 1, "p100").TryCheckWork("work", 17, nonce));
    }

    [Fact]
    public void Large_items_pass_through()
    {
        byte[] large = new byte[3_000_000];
        var first = After(t => t.AppendBytes("large", large));
        large[^1] = 1;

        Assert.NotEqual(first, After(t => t.AppendBytes("large", large)));
    }

    [Fact]
    public void Labels_and_sizes_that_do_not_fit_are_our_bug()
    {
        var transcript = new Transcript("test", 1, "p100");
        foreach (string label in (string[])["", "ä", new('a', Transcript.MaxLabelLength + 1)])
        {
            Assert.Throws<ArgumentException>(() => transcript.Section(label));
            Assert.Throws<ArgumentException>(() => new Transcript(label, 1, "p100"));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.DrawIndices("i", 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.DrawIndices("i", 5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.TryCheckWork("w", Transcript.MaxWorkBits + 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.TryCheckWork("w", -1, 0));
    }

    [Fact]
    public void There_is_no_way_to_copy_a_transcript()
    {
        var members = typeof(Transcript).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);

        Assert.True(typeof(Transcript) is { IsSealed: true, IsValueType: false });
        Assert.DoesNotContain(members.OfType<MethodInfo>(), method => method.ReturnType == typeof(Transcript));
        Assert.DoesNotContain(members.OfType<ConstructorInfo>(), made => made.GetParameters().Any(parameter => parameter.ParameterType == typeof(Transcript)));
    }

    private static Goldilocks2 After(Action<Transcript> history)
    {
        var transcript = new Transcript("test", 1, "p100");
        history(transcript);
        return transcript.DrawChallenge<Goldilocks2>("c");
    }

    private static void Twice(Transcript transcript, string first, long a, string second, long b)
    {
        transcript.AppendElement(first, Goldilocks.FromInt64(a));
        transcript.AppendElement(second, Goldilocks.FromInt64(b));
    }

    private static void TwiceEmpty(Transcript transcript)
    {
        transcript.AppendBytes("a", []);
        transcript.AppendBytes("a", []);
    }

    private static string Draw<F>(Transcript transcript, string label, int count)
        where F : struct, IField<F>
    {
        var challenges = new F[count];
        transcript.DrawChallenges(label, challenges);
        byte[] bytes = new byte[count * F.EncodedSize];
        for (int i = 0; i < count; i++)
            F.Write(challenges[i], bytes.AsSpan(i * F.EncodedSize));
        var words = bytes.Chunk(sizeof(ulong)).Select(word => BitConverter.ToUInt64(word).ToString(CultureInfo.InvariantCulture));
        return $"{label} {string.Join(' ', words)}";
    }
}
