using FaceML.AspNetCore.Security;

namespace FaceML.Cli;

/// <summary><c>faceml keys …</c>: the API keys of a server.</summary>
internal static class KeysCommand
{
    public static Command Create(ToolTerminal terminal) => new("keys", "The API keys of a server: create, list, revoke.")
    {
        CreateKey(terminal), List(terminal), Revoke(terminal),
    };

    private static Command CreateKey(ToolTerminal terminal)
    {
        Argument<string> file = FileArgument();
        var id = new Option<string>("--id")
        {
            Description = "What the key is called in lists and logs.",
            HelpName = "NAME",
            Required = true,
        };
        var scopes = new Option<FaceMLScope[]>("--scope")
        {
            Description = "What it allows; several times for several. Admin is everything.",
            DefaultValueFactory = _ => [FaceMLScope.Verify],
            HelpName = "verify|identify|enroll|admin",
        };
        scopes.AcceptOnlyFromAmong([.. Enum.GetValues<FaceMLScope>().Select(AnswerJson.Name)]);
        var galleries = new Option<string[]>("--gallery")
        {
            Description = "In which galleries; several times for several. Default: in all.",
            DefaultValueFactory = _ => [ApiKey.AllGalleries],
            HelpName = "NAME",
        };
        var expires = new Option<DateTimeOffset?>("--expires") { Description = "When it ends: 2027-12-31.", HelpName = "DATE" };
        var variable = new ValueOption<string?>("--key-env", "NAME",
            "Take the text of a key that clients have already from this environment variable (32 characters at least).");
        Option<bool> json = JsonOption();
        var command = new Command("create", "Make a key; its text is shown once and stored nowhere.")
        {
            file, id, scopes, galleries, expires, variable, json,
        };
        command.SetAction(parsed =>
        {
            string? made = parsed.GetValue(variable) is null ? ApiKey.NewText() : null;
            var key = new ApiKey(
                parsed.GetValue(id)!, ApiKey.HashOf(made ?? Given(parsed.GetValue(variable)!)), parsed.GetValue(scopes)!,
                parsed.GetValue(galleries)!, DateTimeOffset.UtcNow, parsed.GetValue(expires));
            ApiKeyFile.Add(parsed.GetValue(file)!, key);
            if (parsed.GetValue(json))
            {
                GalleryArguments.WriteJson(terminal, KeyJson.From(key, made));
            }
            else if (made is not null)
            {
                terminal.Output.WriteLine(made);
            }

            if (made is not null)
            {
                terminal.Remark("This is shown once: the file holds its hash alone.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command List(ToolTerminal terminal)
    {
        Argument<string> file = FileArgument();
        Option<bool> json = JsonOption();
        var command = new Command("list", "The keys: what each allows, and until when.") { file, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ApiKey> keys = ApiKeyFile.Read(parsed.GetValue(file)!);
            if (parsed.GetValue(json))
            {
                foreach (ApiKey key in keys)
                {
                    GalleryArguments.WriteJson(terminal, KeyJson.From(key));
                }

                return ExitCode.Success;
            }

            ToolTable.Write(terminal, ["key", "scopes", "galleries", "created", "state"], keys.Select(key => (string[])
            [
                key.Id, string.Join(", ", key.Scopes.Select(AnswerJson.Name)), string.Join(", ", key.Galleries),
                $"{key.Created:yyyy-MM-dd}", State(key),
            ]));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Revoke(ToolTerminal terminal)
    {
        Argument<string> file = FileArgument();
        var id = new Argument<string>("id") { Description = "The key's name." };
        Option<bool> json = JsonOption();
        var command = new Command("revoke", "End a key for good; servers see it within a second.") { file, id, json };
        command.SetAction(parsed =>
        {
            ApiKey key = ApiKeyFile.Revoke(parsed.GetValue(file)!, parsed.GetValue(id)!, DateTimeOffset.UtcNow);
            if (parsed.GetValue(json))
            {
                GalleryArguments.WriteJson(terminal, KeyJson.From(key));
                return ExitCode.Success;
            }

            terminal.Output.WriteLine($"{key.Id} is revoked.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "JSON, one object a line." };

    private static Argument<string> FileArgument() => new("file") { Description = "The file of API keys." };

    private static string State(ApiKey key) =>
        (KeyJson.StateOf(key), key.Revoked ?? key.Expires) switch
        {
            ("valid", { } end) => $"until {end:yyyy-MM-dd}",
            (var state, { } day) => $"{state} {day:yyyy-MM-dd}",
            (var state, null) => state,
        };

    private static string Given(string variable)
    {
        const int Least = 32;
        return Environment.GetEnvironmentVariable(variable) is { Length: >= Least } text
            ? text
            : throw new ToolException($"The environment variable {variable} must hold a key of at least {Least} characters.");
    }
}
