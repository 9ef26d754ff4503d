using System.CommandLine;
namespace FaceML.Bench.Overhead;
internal static class OverheadCommand { public static Command Create() => new("overhead", "x"); }
