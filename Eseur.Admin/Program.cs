return await Eseur.Admin.Commands.CommandLine.RunAsync(args);
