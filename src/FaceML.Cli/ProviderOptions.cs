namespace FaceML.Cli;

/// <summary>
/// The options that choose what runs the networks. A provider that does not work is an error, or one note on standard error where a
/// fallback is allowed.
/// </summary>
internal sealed class ProviderOptions(ToolTerminal terminal)
{
    private readonly Option<ExecutionProvider> provider = new("--provider")
    {
        Description = "The execution provider that runs the networks (docs/packages.md).",
        DefaultValueFactory = _ => ExecutionProvider.Cpu,
        HelpName = string.Join('|', Enum.GetNames<ExecutionProvider>()).ToLowerInvariant(),
    };

    private readonly NumberOption<int> device = new("--device", NumberRange.AtLeast(0))
    {
        Description = "The number of the device, for providers that have several.",
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    };

    private readonly Option<bool> fallback = new("--allow-fallback")
    {
        Description = "Run on the processor, with a note that says why, where --provider does not work.",
    };

    public ProviderOptions AddTo(Command command)
    {
        command.Add(provider);
        command.Add(device);
        command.Add(fallback);
        return this;
    }

    /// <summary>How the arguments ask for networks to be run.</summary>
    /// <exception cref="ToolException">The provider does not work on this machine, and no fallback is allowed.</exception>
    public NetworkOptions Read(ParseResult parsed)
    {
        var options = new NetworkOptions
        {
            Provider = parsed.GetValue(provider),
            Device = parsed.GetValue(device),
            AllowFallback = parsed.GetValue(fallback),
            PreparedFolder = UserData.Folder("prepared"),
        };
        if (ExecutionProviders.Missing(options.Provider, options.Device) is not { } missing)
        {
            return options;
        }

        if (!options.AllowFallback)
        {
            throw new ToolException(
                $"--provider {options.Provider} does not work here: {missing}. Leave --provider out to run on the processor, or add "
                    + $"--allow-fallback.");
        }

        terminal.Remark($"the networks run on the processor instead of {options.Provider}: {missing}.");
        return options;
    }
}
