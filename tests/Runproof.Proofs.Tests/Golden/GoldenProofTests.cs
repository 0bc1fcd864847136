using Runproof.Proofs.Tests.Toys;

namespace Runproof.Proofs.Tests.Golden;

/// <summary>The bytes of version 1 are what the prover still writes and both verifiers still accept.</summary>
/// <remarks>
/// The files are never edited. A change of a protocol's messages takes a new version of the protocol, and new files beside these; a failing test leaves
/// the bytes that it got in the folder of the test's binaries, under <c>golden</c>.
/// </remarks>
public sealed class GoldenProofTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Runproof.Proofs.Tests", "Golden", "v1");

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void The_prover_writes_the_bytes_of_version_1(string name)
    {
        byte[] bytes = Toy.Of(name).Prove(Workers.One);
        string file = Path.Combine(Folder, name + ".hex");
        if (File.Exists(file) && bytes.AsSpan().SequenceEqual(Read(file)))
            return;
        string kept = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "golden")).FullName, name + ".hex");
        File.WriteAllLines(kept, bytes.Chunk(32).Select(Convert.ToHexStringLower));
        Assert.Fail($"{name} has other bytes than version 1; see the folder golden beside the test binaries");
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_accept_the_bytes_of_version_1(string name)
    {
        var toy = Toy.Of(name);
        byte[] bytes = Read(Path.Combine(Folder, name + ".hex"));
        Assert.Null(toy.Refuse(bytes));
        Assert.True(toy.AcceptSlowly(bytes));
    }

    [Fact]
    public void No_file_is_without_its_toy() => Assert.Equal(
        Toy.Names.Select(row => row.Data).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "*.hex").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static byte[] Read(string file) => Convert.FromHexString(string.Concat(File.ReadAllLines(file)));
}
