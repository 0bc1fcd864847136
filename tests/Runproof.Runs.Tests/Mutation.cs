using System.Text;

namespace Runproof.Runs.Tests;

/// <summary>Damages JSON in ways that a seed decides: bytes, tokens, lengths.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[] { "null", "true", "-1", "1e999", "9223372036854775807", "0.5", "\"\\ud800\"", "\"\\u0000\"", "\"../../x\"", "\"/etc/passwd\"", "[]", "{}", "[[", "}}", ",", ":", "\"", "NaN", "\"slice_9\"", "\"input:9\"", "\uFEFF" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next mutant.</summary>
    public byte[] Of(byte[] original)
    {
        var bytes = original.ToList();
        for (var edits = _random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, _random.Next(Math.Min(16, bytes.Count - at)) + 1);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(40), bytes.Count - at)));
                    break;
                default:
                    ReplaceValue(bytes, at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts a token in the place of a value, so that many mutants are still JSON.</summary>
    private void ReplaceValue(List<byte> bytes, int from)
    {
        var colon = bytes.IndexOf((byte)':', from);
        if (colon < 0)
            return;
        var end = bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)'\n');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Tokens[_random.Next(Tokens.Length)]);
    }
}
