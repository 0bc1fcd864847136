using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>Which members of the platform a tile must not use, by rule.</summary>
internal static class PlatformRules
{
    // A type with all its members, or one member of it.
    private static readonly Dictionary<string, DiagnosticDescriptor> Members = ToTable(
        (RuleTable.Clock, "System.DateTime.Now System.DateTime.UtcNow System.DateTime.Today System.DateTimeOffset.Now System.DateTimeOffset.UtcNow System.Diagnostics.Stopwatch System.TimeProvider System.TimeZoneInfo System.TimeZone System.Environment.TickCount System.Environment.TickCount64"),
        (RuleTable.Random, "System.Random System.Guid.NewGuid System.Guid.CreateVersion7 System.Security.Cryptography.RandomNumberGenerator System.Security.Cryptography.RSA System.Security.Cryptography.DSA System.Security.Cryptography.ECDsa System.Security.Cryptography.ECDiffieHellman System.Security.Cryptography.Aes System.IO.Path.GetRandomFileName"),
        (RuleTable.Environment, "System.Environment System.AppContext System.AppDomain System.OperatingSystem System.GC System.WeakReference System.Diagnostics.Process System.Diagnostics.Debugger System.Diagnostics.StackTrace System.Diagnostics.StackFrame System.Runtime.InteropServices.RuntimeInformation System.Runtime.CompilerServices.ConditionalWeakTable System.Runtime.CompilerServices.RuntimeFeature"),
        (RuleTable.Culture, "System.Globalization.CultureInfo.CurrentCulture System.Globalization.CultureInfo.CurrentUICulture System.Globalization.CultureInfo.InstalledUICulture System.Globalization.CultureInfo.DefaultThreadCurrentCulture System.Globalization.RegionInfo.CurrentRegion System.Globalization.NumberFormatInfo.CurrentInfo System.Globalization.DateTimeFormatInfo.CurrentInfo System.StringComparer.CurrentCulture System.StringComparer.CurrentCultureIgnoreCase System.StringComparison.CurrentCulture System.StringComparison.CurrentCultureIgnoreCase System.FormattableString.CurrentCulture"),
        (RuleTable.InputOutput, "System.Console System.IO.File System.IO.FileInfo System.IO.FileStream System.IO.Directory System.IO.DirectoryInfo System.IO.DriveInfo System.IO.FileSystemInfo System.IO.StreamReader System.IO.StreamWriter System.IO.RandomAccess System.IO.FileSystemWatcher System.IO.Path.GetTempPath System.IO.Path.GetTempFileName System.IO.Path.GetFullPath System.IO.Path.Exists System.Diagnostics.Trace System.Diagnostics.Debug.Write System.Diagnostics.Debug.WriteLine"),
        (RuleTable.Threads, "System.Linq.ParallelEnumerable"),
        (RuleTable.HashCode, "System.HashCode System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode"),
        (RuleTable.Reflection, "System.Type System.Activator System.Object.GetType System.Runtime.CompilerServices.CallSite System.ComponentModel.TypeDescriptor"),
        (RuleTable.Hardware, "System.Numerics.Vector System.BitConverter System.IntPtr System.UIntPtr System.Runtime.Intrinsics.Vector128 System.Runtime.Intrinsics.Vector256"),
        (RuleTable.NativeCode, "System.Runtime.InteropServices.Marshal System.Runtime.InteropServices.NativeMemory System.Runtime.InteropServices.NativeLibrary System.Runtime.InteropServices.MemoryMarshal System.Runtime.InteropServices.CollectionsMarshal System.Runtime.InteropServices.GCHandle System.Runtime.CompilerServices.Unsafe"));

    private static readonly (string Namespace, DiagnosticDescriptor Rule)[] Namespaces =
    [
        ("System.Net", RuleTable.InputOutput), ("System.IO.Pipes", RuleTable.InputOutput), ("System.IO.MemoryMappedFiles", RuleTable.InputOutput), ("System.IO.IsolatedStorage", RuleTable.InputOutput),
        ("System.Data", RuleTable.InputOutput), ("Microsoft.Win32", RuleTable.InputOutput), ("System.Threading", RuleTable.Threads), ("System.Timers", RuleTable.Threads),
        ("System.Reflection", RuleTable.Reflection), ("System.Linq.Expressions", RuleTable.Reflection), ("System.Runtime.Loader", RuleTable.Reflection),
        ("System.Runtime.Intrinsics", RuleTable.Hardware),
    ];

    /// <summary>The rule that forbids a member of the platform; null where none does.</summary>
    public static DiagnosticDescriptor? Find(ISymbol member)
    {
        if (member.ContainingType is not { } type)
            return null;
        type = type.OriginalDefinition;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            string name = $"{outer.ContainingNamespace}.{outer.Name}";
            if (Members.TryGetValue($"{name}.{member.Name}", out DiagnosticDescriptor rule) || Members.TryGetValue(name, out rule))
                return rule;
        }

        string space = type.ContainingNamespace.ToDisplayString();
        foreach ((string forbidden, DiagnosticDescriptor rule) in Namespaces)
        {
            if (space == forbidden || space.StartsWith(forbidden + ".", StringComparison.Ordinal))
                return rule;
        }

        return member is IMethodSymbol { Name: "GetHashCode" } ? RuleTable.HashCode : null;
    }

    private static Dictionary<string, DiagnosticDescriptor> ToTable(params (DiagnosticDescriptor Rule, string Names)[] rules) =>
        rules.SelectMany(rule => rule.Names.Split(' ').Select(name => (name, rule.Rule))).ToDictionary(pair => pair.name, pair => pair.Rule, StringComparer.Ordinal);
}
