using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Runproof.Core.Hashing;

namespace Runproof.Core.Tests.Hashing;

public sealed class TaggedHashTests
{
    public static TheoryData<string> GoldenLines => [.. Golden().Where(line => !line.StartsWith("merkle ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(GoldenLines))]
    public void Equals_an_independent_implementation(string line)
    {
        string[] fields = line.Split(' ');
        var tag = new DigestTag(fields[0], byte.Parse(fields[1], CultureInfo.InvariantCulture));
        byte[][] parts = [.. fields[2].Split(',').Select(length => Pattern(int.Parse(length, CultureInfo.InvariantCulture)))];
        Digest expected = Digest.Parse(fields[3]);

        Digest oneShot = parts.Length switch
        {
            1 => TaggedHash.Compute(tag, parts[0]),
            2 => TaggedHash.Compute(tag, parts[0], parts[1]),
            _ => TaggedHash.Compute(tag, parts[0], parts[1], parts[2]),
        };
        Assert.Equal(expected, oneShot);
        foreach (int piece in (int[])[1, 7, 64, int.MaxValue])
            Assert.Equal(expected, InPieces(tag, parts, piece));
    }

    [Fact]
    public void Two_digests_hash_like_two_parts_of_their_bytes()
    {
        Digest left = TaggedHash.Compute(DigestTags.StoreObject, "l"u8);
        Digest right = TaggedHash.Compute(DigestTags.StoreObject, "r"u8);

        Assert.Equal(TaggedHash.Compute(DigestTags.MerkleNode, left.ToArray(), right.ToArray()), TaggedHash.Compute(DigestTags.MerkleNode, left, right));
        Assert.NotEqual(TaggedHash.Compute(DigestTags.MerkleNode, right, left), TaggedHash.Compute(DigestTags.MerkleNode, left, right));
    }

    [Fact]
    public void Separates_domains_versions_and_cuts()
    {
        byte[] bytes = Pattern(64);
        Digest[] all =
        [
            TaggedHash.Compute(new DigestTag("a", 1), bytes),
            TaggedHash.Compute(new DigestTag("a", 2), bytes),
            TaggedHash.Compute(new DigestTag("b", 1), bytes),
            TaggedHash.Compute(new DigestTag("a", 1), bytes, []),
            TaggedHash.Compute(new DigestTag("a", 1), [], bytes),
            TaggedHash.Compute(new DigestTag("a", 1), [], bytes, []),
            .. Enumerable.Range(0, 64).Select(cut => TaggedHash.Compute(new DigestTag("a", 1), bytes.AsSpan(0, cut), bytes.AsSpan(cut + 1))),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_streamed_part_has_exactly_its_declared_length()
    {
        using var hasher = new TaggedHasher(DigestTags.StoreObject);
        Assert.Throws<InvalidOperationException>(() => hasher.Append([1]));
        hasher.BeginPart(3);
        hasher.Append([1, 2]);
        Assert.Equal(1, hasher.Remaining);
        Assert.Throws<InvalidOperationException>(() => hasher.Append([3, 4]));
        Assert.Throws<InvalidOperationException>(() => hasher.BeginPart(0));
        Assert.Throws<InvalidOperationException>(() => hasher.Finish());
        hasher.Append([3]);
        Assert.Equal(TaggedHash.Compute(DigestTags.StoreObject, [1, 2, 3]), hasher.Finish());
        Assert.Throws<InvalidOperationException>(() => hasher.Finish());
        Assert.Throws<InvalidOperationException>(() => hasher.BeginPart(0));
    }

    [Fact]
    public void The_page_lists_exactly_the_tags_of_the_class()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "digests.md"));
        IEnumerable<string> documented = Regex.Matches(page, @"^\| `(\w+)` \| `([a-z0-9.-]+)` \| (\d+) \| ", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}/{row.Groups[3].Value}");
        (string Field, DigestTag Tag)[] declared =
            [.. typeof(DigestTags).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (DigestTag)field.GetValue(null)!))];

        Assert.Equal(declared.Select(entry => $"{entry.Field} {entry.Tag}"), documented);
        Assert.Equal(declared.Length, declared.Select(entry => entry.Tag.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(declared, entry => Assert.StartsWith("runproof.", entry.Tag.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("Runproof", 1)]
    [InlineData("run proof", 1)]
    [InlineData("rünproof", 1)]
    [InlineData("runproof.object", 0)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1)]
    public void A_tag_outside_its_alphabet_or_length_is_refused(string name, byte version) =>
        Assert.ThrowsAny<ArgumentException>(() => new DigestTag(name, version));

    [Fact]
    public void The_default_tag_hashes_nothing() =>
        Assert.Throws<InvalidOperationException>(() => TaggedHash.Compute(default, [1]));

    internal static string[] Golden() =>
        [.. File.ReadLines(Repository.PathOf("tests", "Runproof.Core.Tests", "Hashing", "Golden", "digests.v1.txt")).Where(line => line[0] != '#')];

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((7 * i) + 3))];

    private static Digest InPieces(DigestTag tag, byte[][] parts, int size)
    {
        using var hasher = new TaggedHasher(tag);
        foreach (byte[] part in parts)
        {
            hasher.BeginPart(part.Length);
            for (int start = 0; start < part.Length; start += Math.Min(size, part.Length))
                hasher.Append(part.AsSpan(start, Math.Min(size, part.Length - start)));
        }

        return hasher.Finish();
    }
}
