using System.Security.Cryptography;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tests.Disputes;

public sealed class ClaimSignatureTests : IDisposable
{
    private static readonly Digest Claimed = TaggedHash.Compute(DigestTags.Claim, "a claim"u8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runproof-keys-");
    private string? _public;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_signature_is_checked_with_the_public_key()
    {
        using ClaimKey signer = Key(ECCurve.NamedCurves.nistP256, isPublic: false);
        string file = Write("claim.sig", signer.Sign(Claimed).Encode());
        using ClaimKey reader = ClaimKey.Read(Write("public.pem", System.Text.Encoding.ASCII.GetBytes(_public!)));

        Assert.Equal(Verification.Passed, SignatureCheck.Of(reader, file, Claimed).Status);
        Assert.Equal(signer.Digest, reader.Digest);
        Assert.Equal(SignatureErrors.Key, Assert.Throws<RunproofException>(() => reader.Sign(Claimed)).Diagnostic.Code);
        Assert.Equal(SignatureErrors.Wrong, SignatureCheck.Of(reader, file, default(Digest)).Why!.Code);
        using ClaimKey other = Key(ECCurve.NamedCurves.nistP256, isPublic: false);
        Assert.Equal(SignatureErrors.Wrong, SignatureCheck.Of(other, file, Claimed).Why!.Code);
        Assert.Equal(SignatureErrors.Missing, SignatureCheck.Of(reader, file + "x", Claimed).Why!.Code);
        Assert.Equal(Verification.NotAttempted, SignatureCheck.Of(reader, file, null).Status);
    }

    [Fact]
    public void No_byte_of_a_signature_can_be_changed()
    {
        using ClaimKey key = Key(ECCurve.NamedCurves.nistP256, isPublic: false);
        byte[] file = key.Sign(Claimed).Encode();
        string path = Write("claim.sig", file);
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            File.WriteAllBytes(path, file);
            Assert.Equal(Verification.Failed, SignatureCheck.Of(key, path, Claimed).Status);
            file[i] ^= 1;
        }

        for (int length = 0; length < file.Length; length++)
            Assert.False(ClaimSignature.TryRead(file.AsSpan(0, length), "claim.sig", out _, out _));
        Assert.False(ClaimSignature.TryRead([.. file, 0], "claim.sig", out _, out _));
        Assert.False(ClaimSignature.TryRead("something else"u8, "claim.sig", out _, out Diagnostic? magic));
        Assert.Equal(SignatureErrors.NotASignature, magic.Code);
        file[8] = 9;
        Assert.False(ClaimSignature.TryRead(file, "claim.sig", out _, out Diagnostic? version));
        Assert.Equal(SignatureErrors.UnknownVersion, version.Code);
    }

    [Fact]
    public void Only_keys_on_P256_are_taken()
    {
        Assert.Equal(SignatureErrors.Key, Assert.Throws<RunproofException>(() => Key(ECCurve.NamedCurves.nistP384, isPublic: true)).Diagnostic.Code);
        Assert.Equal(SignatureErrors.Key, Assert.Throws<RunproofException>(() => ClaimKey.Read(Write("none.pem", "no key"u8.ToArray()))).Diagnostic.Code);
    }

    [Fact]
    public void A_claim_file_is_read_strictly()
    {
        var claim = new Claim(Claimed, RunMode.Audit, [Claimed], [], StepOutcome.Failed, 1, Claimed, []);
        byte[] file = ClaimFile.Encode(claim);
        Assert.True(ClaimFile.TryRead(file, "claim", out Claim? read, out _));
        Assert.Equal(claim.Digest, read.Digest);
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            if (ClaimFile.TryRead(file, "claim", out Claim? other, out Diagnostic? error))
                Assert.NotEqual(claim.Digest, other.Digest);
            else
                Assert.True(i >= 12 || error.Code == (i < 8 ? TraceErrors.NotAClaim : TraceErrors.ClaimVersion), error.ToString());
            file[i] ^= 1;
        }

        Assert.False(ClaimFile.TryRead([.. file, 0], "claim", out _, out _));
        Assert.False(ClaimFile.TryRead(file.AsSpan(0, file.Length - 1), "claim", out _, out _));
    }

    private ClaimKey Key(ECCurve curve, bool isPublic)
    {
        using var key = ECDsa.Create(curve);
        _public = key.ExportSubjectPublicKeyInfoPem();
        return ClaimKey.Read(Write(Path.GetRandomFileName(), System.Text.Encoding.ASCII.GetBytes(isPublic ? _public : key.ExportPkcs8PrivateKeyPem())));
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
