namespace Runproof.Architecture.Tests;

/// <summary>What breaks a rule, told in full: the test framework cuts long collections short.</summary>
internal static class Offenders
{
    public static void None(IEnumerable<string> offenders)
    {
        var all = offenders.Order(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
