using FaceML.Galleries.Erasure;

namespace FaceML.Cli;

/// <summary><c>faceml gallery remove GALLERY PERSON…</c>: erases people, with receipts.</summary>
internal static class GalleryRemoveCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var ids = new Argument<string[]>("persons") { Description = "The ids of the people to erase.", Arity = ArgumentArity.ZeroOrMore };
        var expired = new Option<bool>("--expired") { Description = "Erase everybody who has expired." };
        var receipts = new OutputFolderOption("--receipts", "DIR", "Write the signed receipt of each into this folder.");
        var command = new Command(
            "remove", "Erase people: every template, and every trace of it in the files. Answers with signed receipts.")
        {
            ids, expired, receipts,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(ids)!.Length == 0 && !parsed.GetValue(expired))
            {
                throw new ToolException("Name the people to erase, or give --expired.");
            }

            using Gallery gallery = arguments.Open(parsed);
            IReadOnlyList<ErasureReceipt> all =
                [.. parsed.GetValue(ids)!.Select(gallery.Remove), .. parsed.GetValue(expired) ? gallery.RemoveExpired() : []];
            foreach (ErasureReceipt receipt in all)
            {
                if (parsed.GetValue(receipts) is { } folder)
                {
                    // Named by key: an id may hold what no file system takes.
                    string name = string.Create(CultureInfo.InvariantCulture, $"{receipt.PersonKey}.json");
                    PendingText.Write(Path.Combine(folder.FullName, name), receipt.ToJson() + Environment.NewLine);
                }

                if (arguments.AsJson(parsed))
                {
                    GalleryArguments.WriteJson(terminal, receipt);
                }
                else
                {
                    terminal.Output.WriteLine(
                        FormattableString.Invariant(
                        $"{receipt.Person}\terased\t{receipt.Templates} templates\tno trace in {receipt.BytesSearched:N0} bytes of files"));
                }
            }

            return ExitCode.Success;
        });
        return command;
    }
}
