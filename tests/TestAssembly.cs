using System.Runtime.CompilerServices;

namespace FaceML.TestKit;

/// <summary>A part of every test assembly (Directory.Build.props): runs before anything else of it.</summary>
internal static class TestAssembly
{
#pragma warning disable CA2255 // A test assembly is what a run begins with: an application, not a library.
    [ModuleInitializer]
    internal static void Initialize() => TestEnvironment.Enter();
#pragma warning restore CA2255
}
