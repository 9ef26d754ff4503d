using System.CommandLine;
namespace FaceML.Bench.Detection;
internal static class DetectionCommand { public static Command Create() => new("detection", "x"); }
