using System.CommandLine;

namespace FaceML.Cli;

/// <summary><c>faceml gallery …</c>: people enrolled in a file, and who is who among them.</summary>
internal static class GalleryCommand
{
    public static Command Create(ToolTerminal terminal) =>
        new("gallery",
        "People enrolled in a file: create, enroll, identify, verify, list, show, remove, merge, export, import, rekey, audit, stats.")
    {
        GalleryCreateCommand.Create(terminal),
        GalleryEnrollCommand.Create(terminal),
        GalleryIdentifyCommand.Create(terminal),
        GalleryVerifyCommand.Create(terminal),
        GalleryPersonCommands.List(terminal),
        GalleryPersonCommands.Show(terminal),
        GalleryPersonCommands.Remove(terminal),
        GalleryPersonCommands.Merge(terminal),
        GalleryExchangeCommands.Export(terminal),
        GalleryExchangeCommands.Import(terminal),
        GalleryCareCommands.Rekey(terminal),
        GalleryCareCommands.Audit(terminal),
        GalleryCareCommands.Stats(terminal),
    };
}
